-- What was seen at an item: hashes only. The same media in the same spell for the same purpose is one row.
create table sighting (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    item_id     uuid not null,
    spell       int not null,
    purpose     text not null check (purpose in ('FOUND', 'CONFIRM', 'RECHECK')),
    sha256      bytea not null check (octet_length(sha256) = 32),
    sha1        bytea not null check (octet_length(sha1) = 20),
    md5         bytea not null check (octet_length(md5) = 16),
    pdq         bytea check (octet_length(pdq) = 32),
    pdq_quality smallint not null check (pdq_quality between 0 and 100),
    -- the server that answered last; empty where a later look does not say
    peer_ip     inet,
    first_at    timestamptz not null,
    last_at     timestamptz not null check (last_at >= first_at),
    unique (item_id, spell, purpose, sha256),
    unique (org_id, id),
    foreign key (org_id, item_id) references item (org_id, id)
);
create index sighting_latest on sighting (item_id, last_at desc);
call keep_per_organisation('sighting', 'select, insert, update');
