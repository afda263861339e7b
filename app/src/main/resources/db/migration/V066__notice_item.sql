-- What a notice asks for. The id is that of the item's machine-readable report.
create table notice_item (
    id           uuid primary key,
    org_id       uuid not null references organisation,
    notice_id    uuid not null,
    item_id      uuid not null,
    spell        int not null check (spell > 0),
    -- whether this is the one request for the item's present spell; reminders are not
    asking       boolean not null,
    added_at     timestamptz not null,
    left_out     text check (left_out in ('MOVED', 'CLOSED')),
    unique (notice_id, item_id),
    foreign key (org_id, notice_id) references notice (org_id, id),
    foreign key (org_id, item_id) references item (org_id, id)
);
-- One item is asked for once in each spell, whatever is delivered twice.
create unique index notice_item_asked_once on notice_item (org_id, item_id, spell) where asking;
create index notice_item_of_item on notice_item (item_id, spell);
call keep_per_organisation('notice_item', 'select, insert, update');
