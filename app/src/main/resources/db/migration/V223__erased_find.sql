-- Items that only erased reports led to, while nobody knows yet what comes of them. What decides one of them asks what becomes of
-- it, however late, so that nothing else has to ask for ever.
create table erased_find (
    item_id  uuid primary key,
    org_id   uuid not null references organisation,
    -- when it was asked for the first time
    since    timestamptz not null,
    foreign key (org_id, item_id) references item (org_id, id)
);
call keep_per_organisation('erased_find', 'select, insert, delete');
