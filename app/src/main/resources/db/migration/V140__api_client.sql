-- Programs of others that may ask what is listed. Of the token only a keyed code is kept.
create table api_client (
    id            uuid primary key,
    org_id        uuid not null references organisation,
    name          text not null check (length(name) between 1 and 100),
    token_mac     bytea not null unique check (length(token_mac) = 32),
    -- who is inside is told distances and the numbers of entries; who is not, the class alone
    inside_circle boolean not null,
    -- hashes looked up in one day (UTC)
    daily_quota   int not null check (daily_quota between 1 and 10000000),
    created_at    timestamptz not null,
    revoked_at    timestamptz,
    unique (org_id, id)
);
create index api_client_newest on api_client (org_id, created_at desc, id);
call keep_per_organisation('api_client', 'select, insert, update');

-- What a client used of its quota.
create table api_client_day (
    client_id uuid not null,
    org_id    uuid not null references organisation,
    day       date not null,
    used      int not null check (used >= 0),
    primary key (client_id, day),
    foreign key (org_id, client_id) references api_client (org_id, id)
);
call keep_per_organisation('api_client_day', 'select, insert, update');

-- A token says whose it is before the organisation is known, as a link does.
create policy for_sign_in on api_client for select to vigie_owner using (true);

create function find_api_client(asked bytea) returns table (client_id uuid, org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select c.id, c.org_id from public.api_client c where c.token_mac = asked $$;

revoke all on function find_api_client(bytea) from public;
grant execute on function find_api_client(bytea) to vigie_app;
