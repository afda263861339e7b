create table hash_entry (
    id               bigint generated always as identity primary key,
    org_id           uuid not null references organisation,
    list_id          uuid not null,
    algorithm        text not null check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ')),
    hash             bytea not null,
    class            text not null check (length(class) between 1 and 64),
    material_class   text not null check (material_class in ('CSAM', 'HARMFUL_ABUSIVE', 'UNMAPPED')),
    source           text not null check (length(source) <= 200),
    note             text not null check (length(note) <= 1000),
    added_at         timestamptz not null,
    import_id        uuid not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    -- The transaction that wrote the row last. A loader asks for the rows of transactions that it cannot have seen whole,
    -- so that an entry committed late is never missed; a greatest id or a time would miss it.
    changed_in       xid8 not null default pg_current_xact_id(),
    unique (list_id, algorithm, hash),
    foreign key (org_id, list_id) references hash_list (org_id, id),
    foreign key (org_id, import_id) references hash_import (org_id, id),
    check (octet_length(hash) = case algorithm when 'MD5' then 16 when 'SHA1' then 20 else 32 end),
    check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index hash_entry_of_list on hash_entry (list_id, id desc);
create index hash_entry_changed on hash_entry (changed_in);
call keep_per_organisation('hash_entry', 'select, insert, update');

create policy hash_entry_index on hash_entry for select to vigie_index using (true);
grant select on hash_entry to vigie_index;
