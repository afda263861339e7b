create table hash_list (
    id                  uuid primary key,
    org_id              uuid not null references organisation,
    name                text not null check (length(name) between 1 and 100),
    exact_notifies      boolean not null,
    -- bits of PDQ distance; -1: every near match waits for a person
    near_notifies_up_to smallint not null check (near_notifies_up_to between -1 and 31),
    created_at          timestamptz not null,
    version             int not null,
    unique (org_id, name),
    unique (org_id, id)
);
call keep_per_organisation('hash_list', 'select, insert, update');

-- The index loader sees the lists of every organisation and writes nothing.
create policy hash_list_index on hash_list for select to vigie_index using (true);
grant select on hash_list to vigie_index;
