-- Hashes that come from nowhere and are on no list: only a program that should not know them asks for them.
create table api_canary (
    id           uuid primary key,
    org_id       uuid not null references organisation,
    hash_sealed  bytea not null,
    -- to whom or where it was given; a person's words
    note         text not null check (length(note) between 1 and 200),
    made_by      uuid not null,
    made_at      timestamptz not null,
    withdrawn_at timestamptz
);
create index api_canary_newest on api_canary (org_id, made_at desc, id);
call keep_per_organisation('api_canary', 'select, insert, update');
