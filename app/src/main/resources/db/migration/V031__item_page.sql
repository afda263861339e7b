-- The pages that show an item.
create table item_page (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    item_id     uuid not null,
    page_sealed bytea not null,
    page_mac    bytea not null check (octet_length(page_mac) = 32),
    first_seen  timestamptz not null,
    unique (item_id, page_mac),
    foreign key (org_id, item_id) references item (org_id, id)
);
call keep_per_organisation('item_page', 'select, insert');
