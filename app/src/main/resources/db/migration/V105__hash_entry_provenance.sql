-- Who says so: what the source told of an entry beside its class, as far as it did.
alter table hash_entry
    -- the source's own name of the entry
    add source_id     text not null default '' check (length(source_id) <= 200),
    -- who classified it
    add classifier    text not null default '' check (length(classifier) <= 200),
    -- of the scheme or of the list
    add version       text not null default '' check (length(version) <= 64),
    add classified_at timestamptz,
    -- how many others told the source that it is right, or wrong
    add affirmed      int not null default 0 check (affirmed >= 0),
    add refuted       int not null default 0 check (refuted >= 0);
create index hash_entry_of_source on hash_entry (list_id, source_id, id);

-- Entries that the source took back.
alter table hash_import add recalled bigint not null default 0 check (recalled >= 0);
