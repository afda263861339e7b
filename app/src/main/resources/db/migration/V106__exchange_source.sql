-- A service of others from which a list is kept up to date. The password is sealed.
create table exchange_source (
    id              uuid primary key,
    org_id          uuid not null references organisation,
    list_id         uuid not null unique,
    base            text not null check (length(base) <= 500),
    user_name       text not null check (length(user_name) between 1 and 200),
    password_sealed bytea not null,
    -- an environment of "exploitative" material, which is never counted as child sexual abuse material
    exploitative    boolean not null,
    -- everything that the service changed before this was taken
    checkpoint      timestamptz not null,
    -- the range that is being taken, and where it goes on
    range_to        timestamptz,
    next_page       text check (length(next_page) <= 2000),
    next_at         timestamptz,
    tried_at        timestamptz,
    problem         text check (length(problem) <= 200),
    unique (org_id, id),
    foreign key (org_id, list_id) references hash_list (org_id, id),
    check ((range_to is null) = (next_page is null)),
    check ((range_to is null) = (next_at is null))
);
call keep_per_organisation('exchange_source', 'select, insert, update');

-- Which member's entry says which hash: a hash is taken back only when nobody says it any more.
create table exchange_claim (
    source_id uuid not null,
    org_id    uuid not null references organisation,
    key       text not null check (length(key) between 1 and 200),
    algorithm text not null check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ')),
    hash      bytea not null check (octet_length(hash) between 16 and 32),
    primary key (source_id, algorithm, hash, key),
    foreign key (org_id, source_id) references exchange_source (org_id, id)
);
create index exchange_claim_of_key on exchange_claim (source_id, key);
call keep_per_organisation('exchange_claim', 'select, insert, delete');
