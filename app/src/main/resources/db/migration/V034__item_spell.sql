-- A spell runs from appearing to being gone. When it went is known as an interval: last_seen_up to first_seen_down.
create table item_spell (
    org_id          uuid not null references organisation,
    item_id         uuid not null,
    number          int not null check (number > 0),
    first_seen      timestamptz not null,
    confirmed_at    timestamptz,
    notified_at     timestamptz,
    last_seen_up    timestamptz not null check (last_seen_up >= first_seen),
    -- the last look that missed it; later than last_seen_up while it is missing and not yet gone
    last_missed     timestamptz,
    first_seen_down timestamptz,
    gone_at         timestamptz,
    primary key (item_id, number),
    foreign key (org_id, item_id) references item (org_id, id),
    check ((gone_at is null) = (first_seen_down is null)),
    check (first_seen_down is null or first_seen_down >= last_seen_up)
);
call keep_per_organisation('item_spell', 'select, insert, update');
