create table item (
    id             uuid primary key,
    org_id         uuid not null references organisation,
    address_sealed bytea not null,
    address_mac    bytea not null check (octet_length(address_mac) = 32),
    host_sealed    bytea not null,
    host_mac       bytea not null check (octet_length(host_mac) = 32),
    state          text not null check (state in
        ('MATCHED', 'CONFIRMED', 'HELD', 'NOTIFIED', 'GONE', 'DISMISSED', 'UNCONFIRMED')),
    hold_reason    text,
    -- the number of the present or last spell: a time from appearing to being gone
    spell          int not null check (spell > 0),
    first_seen     timestamptz not null,
    state_since    timestamptz not null,
    version        int not null,
    unique (org_id, address_mac),
    unique (org_id, id),
    check ((state = 'HELD') = (hold_reason is not null))
);
create index item_newest on item (org_id, first_seen desc, id desc);
create index item_by_state on item (org_id, state, first_seen desc, id desc);
create index item_by_host on item (org_id, host_mac);
call keep_per_organisation('item', 'select, insert, update');
