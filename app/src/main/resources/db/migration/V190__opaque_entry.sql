-- Entries of systems that are not computed here, such as PhotoDNA: compared for equality, and by a licensed comparison where the
-- operator has one. They never reach the index in memory, since nothing that the crawl sees could match them.
create table opaque_entry (
    id             bigint generated always as identity primary key,
    org_id         uuid not null references organisation,
    list_id        uuid not null,
    system         text not null check (system ~ '^[a-z0-9]{2,32}$'),
    value          bytea not null check (octet_length(value) between 8 and 1024),
    class          text not null check (length(class) between 1 and 64),
    material_class text not null check (material_class in ('CSAM', 'HARMFUL_ABUSIVE', 'UNMAPPED')),
    source         text not null check (length(source) <= 200),
    source_id      text not null check (length(source_id) <= 200),
    added_at       timestamptz not null,
    import_id      uuid not null,
    withdrawn_at   timestamptz,
    unique (list_id, system, value),
    foreign key (org_id, list_id) references hash_list (org_id, id),
    foreign key (org_id, import_id) references hash_import (org_id, id)
);
create index opaque_entry_of_system on opaque_entry (org_id, system, id);
create index opaque_entry_of_value on opaque_entry (org_id, system, value);
create index opaque_entry_of_source on opaque_entry (list_id, source_id);
call keep_per_organisation('opaque_entry', 'select, insert, update');

-- How many of them an import brought or said anew.
alter table hash_import add opaque bigint not null default 0 check (opaque >= 0);
