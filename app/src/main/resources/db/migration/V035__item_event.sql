-- An item's history, append-only. The facts are codes, numbers and ids; a person's words are sealed.
create table item_event (
    id           uuid primary key,
    number       bigint generated always as identity unique,
    org_id       uuid not null references organisation,
    item_id      uuid not null,
    spell        int not null,
    kind         text not null check (kind in
        ('MATCHED', 'MATCHED_AGAIN', 'CONFIRMED', 'UNCONFIRMED', 'HELD', 'RELEASED', 'DISMISSED',
         'NOTIFIED', 'STILL_UP', 'MISSED', 'GONE', 'REAPPEARED')),
    at           timestamptz not null,
    facts        jsonb not null,
    words_sealed bytea,
    foreign key (org_id, item_id) references item (org_id, id)
);
create index item_event_of_item on item_event (item_id, number);
call keep_per_organisation('item_event', 'select, insert');
