-- How many entries of a list match, kept as changes: whoever writes entries adds a row for each class that changed, in the
-- transaction that changed it, and waits for nobody; the sum is the number. Rows are folded into one now and then.
create table list_count (
    id             bigint generated always as identity primary key,
    org_id         uuid not null references organisation,
    list_id        uuid not null,
    -- of hashes that are not computed here
    opaque         boolean not null,
    material_class text not null check (material_class in ('CSAM', 'HARMFUL_ABUSIVE', 'UNMAPPED')),
    entries        bigint not null check (entries <> 0),
    foreign key (org_id, list_id) references hash_list (org_id, id)
);
create index list_count_of_list on list_count (list_id, id);

-- What is there already. The owner sees no row while policies are forced on it.
alter table hash_entry no force row level security;
alter table opaque_entry no force row level security;
insert into list_count (org_id, list_id, opaque, material_class, entries)
select org_id, list_id, false, material_class, count(*)
from hash_entry where withdrawn_at is null group by org_id, list_id, material_class
union all
select org_id, list_id, true, material_class, count(*)
from opaque_entry where withdrawn_at is null group by org_id, list_id, material_class;
alter table hash_entry force row level security;
alter table opaque_entry force row level security;

-- Locking rows to fold them needs the right to update them.
call keep_per_organisation('list_count');

-- One for each statement, however many rows it wrote. The argument tells whether they are of hashes that are not computed here.
create function count_added_entries() returns trigger language plpgsql as $$
begin
    insert into list_count (org_id, list_id, opaque, material_class, entries)
    select org_id, list_id, tg_argv[0]::boolean, material_class, count(*)
    from after where withdrawn_at is null
    group by org_id, list_id, material_class;
    return null;
end $$;

create function count_changed_entries() returns trigger language plpgsql as $$
begin
    insert into list_count (org_id, list_id, opaque, material_class, entries)
    select org_id, list_id, tg_argv[0]::boolean, material_class, sum(one)
    from (select org_id, list_id, material_class, 1 as one from after where withdrawn_at is null
          union all
          select org_id, list_id, material_class, -1 from before where withdrawn_at is null) as changed
    group by org_id, list_id, material_class
    having sum(one) <> 0;
    return null;
end $$;

create trigger count_added after insert on hash_entry referencing new table as after
    for each statement execute function count_added_entries('false');
create trigger count_changed after update on hash_entry referencing old table as before new table as after
    for each statement execute function count_changed_entries('false');
create trigger count_added after insert on opaque_entry referencing new table as after
    for each statement execute function count_added_entries('true');
create trigger count_changed after update on opaque_entry referencing old table as before new table as after
    for each statement execute function count_changed_entries('true');
