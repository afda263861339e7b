-- A hold and the note of an erasure are seen by those who may see the record itself. They lie where it lies, and move with it.
alter table legal_hold add column compartment_id uuid;
alter table erasure add column compartment_id uuid;
-- items and notices are known by their ids
alter table legal_hold alter column number drop not null;
alter table erasure drop constraint erasure_cause_check;
alter table erasure add constraint erasure_cause_check check (cause in ('RULE', 'ASKED', 'FOLLOWED', 'REPLAYED'));

-- What is there already. The owner of the tables sees it for as long as the walls are not forced upon it.
do $$
declare
    target regclass;
begin
    foreach target in array array['legal_hold', 'erasure', 'report', 'item', 'notice']::regclass[] loop
        execute format('alter table %s no force row level security', target);
    end loop;
    update legal_hold h set compartment_id = r.compartment_id from report r where r.id = h.record;
    update erasure e set compartment_id = r.compartment_id from report r where r.id = e.record;
    foreach target in array array['legal_hold', 'erasure', 'report', 'item', 'notice']::regclass[] loop
        execute format('alter table %s force row level security', target);
    end loop;
end $$;

call keep_in_compartment('legal_hold');
call keep_in_compartment('erasure');
grant update (compartment_id) on erasure to vigie_app;

-- Who may not see the record places no hold on it.
create function take_compartment_of_record() returns trigger language plpgsql as $$
begin
    if new.kind = 'REPORT' then
        select r.compartment_id into new.compartment_id from report r where r.id = new.record for share;
    elsif new.kind = 'ITEM' then
        select i.compartment_id into new.compartment_id from item i where i.id = new.record for share;
    elsif new.kind = 'NOTICE' then
        select n.compartment_id into new.compartment_id from notice n where n.id = new.record for share;
    else
        return new;
    end if;
    if not found then
        raise foreign_key_violation using message = 'no such record';
    end if;
    return new;
end $$;

create function move_holds_of_record() returns trigger language plpgsql as $$
begin
    update legal_hold set compartment_id = new.compartment_id where record = new.id;
    update erasure set compartment_id = new.compartment_id where record = new.id;
    return null;
end $$;

create trigger take_compartment before insert on legal_hold for each row execute function take_compartment_of_record();
create trigger take_compartment before insert on erasure for each row execute function take_compartment_of_record();
create trigger move_holds after update of compartment_id on report for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_holds_of_record();
create trigger move_holds after update of compartment_id on item for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_holds_of_record();
create trigger move_holds after update of compartment_id on notice for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_holds_of_record();

-- Those of the ids under which something lies in a compartment into which that setting does not see. The audit log asks, which
-- names ids of everything: an entry stays, and what it is about is not told. Whoever may call it may set the setting, too.
create function beyond_walls(asked uuid[], seen text) returns setof uuid language plpgsql as $$
begin
    perform set_config('vigie.compartments', 'all', true);
    return query
        select r.id from (
            select id, compartment_id from report union all
            select id, compartment_id from incident union all
            select id, compartment_id from lead union all
            select id, compartment_id from item union all
            select id, compartment_id from notice union all
            select id, compartment_id from legal_hold union all
            select c.id, c.id from compartment c) as r (id, compartment_id)
        where r.id = any (asked) and r.compartment_id is not null and seen <> 'all'
          and not r.compartment_id = any (coalesce(nullif(nullif(seen, ''), 'all'), '{}')::uuid[]);
    -- an error before this ends the transaction, and the setting with it
    perform set_config('vigie.compartments', seen, true);
end $$;
revoke execute on function beyond_walls(uuid[], text) from public;
grant execute on function beyond_walls(uuid[], text) to vigie_app;
