-- Which entries of which lists a sighting matched, and what the list's owner let it do at that time.
create table item_match (
    org_id         uuid not null references organisation,
    item_id        uuid not null,
    sighting_id    uuid not null,
    list_id        uuid not null,
    list_name      text not null,
    entry_id       bigint not null,
    algorithm      text not null check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ')),
    entry_hash     bytea not null,
    kind           text not null check (kind in ('EXACT', 'NEAR')),
    distance       smallint not null check (distance between 0 and 31),
    material_class text not null check (material_class in ('CSAM', 'HARMFUL_ABUSIVE', 'UNMAPPED')),
    may_notify     boolean not null,
    matched_at     timestamptz not null,
    primary key (sighting_id, entry_id, kind),
    foreign key (org_id, item_id) references item (org_id, id),
    foreign key (org_id, sighting_id) references sighting (org_id, id),
    check (kind = 'NEAR' or distance = 0),
    check ((kind = 'NEAR') = (algorithm = 'PDQ'))
);
create index item_match_of_item on item_match (item_id, matched_at);
create index item_match_of_entry on item_match (entry_id);
call keep_per_organisation('item_match', 'select, insert, update');
