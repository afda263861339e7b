-- How the looks at an item stand: the verdict of the schedule, and which look is awaited.
create table recheck (
    item_id          uuid primary key,
    org_id           uuid not null references organisation,
    spell            int not null check (spell > 0),
    -- misses that count so far; 0 while it is up, and again once it is gone
    misses           int not null check (misses >= 0),
    last_seen_up     timestamptz not null,
    first_seen_down  timestamptz,
    as_of            timestamptz not null,
    is_gone          boolean not null,
    unclear_in_a_row int not null check (unclear_in_a_row >= 0),
    -- the look whose answer counts; null when nobody looks any more
    awaited          uuid,
    foreign key (org_id, item_id) references item (org_id, id),
    check ((first_seen_down is not null) = (is_gone or misses > 0)),
    check (first_seen_down is null or first_seen_down >= last_seen_up)
);
call keep_per_organisation('recheck', 'select, insert, update');
