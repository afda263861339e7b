-- An entry that suddenly matched far too much: until a person decides, no match with it leads to a notice.
create table entry_hold (
    id       uuid primary key,
    org_id   uuid not null references organisation,
    list_id  uuid not null,
    entry_id bigint not null references hash_entry,
    -- what was counted since that time when it was held
    items    int not null check (items >= 0),
    hosts    int not null check (hosts >= 0),
    since    timestamptz not null,
    held_at  timestamptz not null,
    ended_at timestamptz,
    outcome  text check (outcome in ('RELEASED', 'WITHDRAWN')),
    -- kind and id of who ended it, as in the audit
    by_kind  text,
    by_id    text,
    reason   text check (length(reason) <= 500),
    foreign key (org_id, list_id) references hash_list (org_id, id),
    check ((ended_at is null) = (outcome is null)),
    check ((ended_at is null) = (by_kind is null) and (ended_at is null) = (by_id is null)),
    check ((ended_at is null) = (reason is null))
);
create unique index entry_hold_open on entry_hold (entry_id) where ended_at is null;
create index entry_hold_of_entry on entry_hold (entry_id, held_at desc);
create index entry_hold_of_list on entry_hold (list_id, held_at desc) where ended_at is null;
call keep_per_organisation('entry_hold', 'select, insert, update');
