-- Hosts from which a client may have files fetched: exact names, in the spelling of canonical addresses.
create table api_client_host (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    client_id  uuid not null,
    host       text not null check (length(host) between 1 and 253 and host = lower(host)),
    added_at   timestamptz not null,
    removed_at timestamptz,
    unique (org_id, id),
    foreign key (org_id, client_id) references api_client (org_id, id)
);
create unique index api_client_host_open on api_client_host (client_id, host) where removed_at is null;
call keep_per_organisation('api_client_host', 'select, insert, update');
