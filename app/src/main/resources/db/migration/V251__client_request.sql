-- What tells a program more, or lets it in without signing, takes two administrators: one asks, another agrees. The command line
-- on the server is one person's act; it leaves a row here, too, with nobody who asked, so that the client's page shows it.
create table api_client_request (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    client_id  uuid not null,
    what       text not null check (what in ('INSIDE', 'TOKEN')),
    -- for how long a token shall be good
    days       integer check (days between 1 and 90),
    -- null: the operator of the server
    asked_by   uuid,
    asked_at   timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    agreed     boolean,
    -- when the token was made that was agreed to
    taken_at   timestamptz,
    foreign key (org_id, client_id) references api_client (org_id, id),
    check ((what = 'TOKEN') = (days is not null)),
    check ((decided_at is null) = (agreed is null)),
    check ((decided_by is not null) = (decided_at is not null and asked_by is not null)),
    check (decided_by <> asked_by),
    check (taken_at is null or (what = 'TOKEN' and agreed))
);
create index api_client_request_of_client on api_client_request (client_id, asked_at desc, id);
call keep_per_organisation('api_client_request', 'select, insert, update');
