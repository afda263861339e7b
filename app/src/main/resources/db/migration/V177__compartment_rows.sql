-- What may be put into a compartment, and what follows it there. The three that are put in name the compartment of their
-- organisation; what belongs to them carries the same name, so that no policy has to join.
do $$
declare
    target regclass;
begin
    foreach target in array array['report', 'item', 'notice']::regclass[] loop
        execute format('alter table %s add column compartment_id uuid', target);
        execute format(
            'alter table %s add foreign key (org_id, compartment_id) references compartment (org_id, id)', target);
        execute format(
            'create index %I on %s (compartment_id) where compartment_id is not null',
            target || '_in_compartment', target);
        call keep_in_compartment(target);
    end loop;
    foreach target in array array[
        'incident', 'lead', 'item_page', 'item_spell', 'sighting', 'item_match', 'item_event', 'notice_item', 'recheck'
    ]::regclass[] loop
        execute format('alter table %s add column compartment_id uuid', target);
        call keep_in_compartment(target);
    end loop;
end $$;

grant update (compartment_id) on report, incident, item_page, item_event to vigie_app;

-- A part is stored where its whole is. The whole stays locked meanwhile, so that nobody moves it past its new part. Who may not
-- see the whole adds nothing to it.
create function take_compartment_of_item() returns trigger language plpgsql as $$
begin
    if new.item_id is not null then
        select i.compartment_id into new.compartment_id from item i where i.id = new.item_id for share;
        if not found then
            raise foreign_key_violation using message = 'no such item';
        end if;
    end if;
    return new;
end $$;

create function take_compartment_of_report() returns trigger language plpgsql as $$
begin
    if new.report_id is not null then
        select r.compartment_id into new.compartment_id from report r where r.id = new.report_id for share;
        if not found then
            raise foreign_key_violation using message = 'no such report';
        end if;
    end if;
    return new;
end $$;

-- A lead may be of a report, or of nothing that is stored.
create function take_compartment_of_incident() returns trigger language plpgsql as $$
begin
    select i.compartment_id into new.compartment_id from incident i where i.id = new.subject for share;
    return new;
end $$;

-- What is moved takes its parts along. Only somebody who may see both compartments can do that.
create function move_parts_of_item() returns trigger language plpgsql as $$
begin
    update item_page set compartment_id = new.compartment_id where item_id = new.id;
    update item_spell set compartment_id = new.compartment_id where item_id = new.id;
    update sighting set compartment_id = new.compartment_id where item_id = new.id;
    update item_match set compartment_id = new.compartment_id where item_id = new.id;
    update item_event set compartment_id = new.compartment_id where item_id = new.id;
    update notice_item set compartment_id = new.compartment_id where item_id = new.id;
    update recheck set compartment_id = new.compartment_id where item_id = new.id;
    return null;
end $$;

create function move_parts_of_report() returns trigger language plpgsql as $$
begin
    update incident set compartment_id = new.compartment_id where report_id = new.id;
    return null;
end $$;

create function move_lead_of_incident() returns trigger language plpgsql as $$
begin
    update lead set compartment_id = new.compartment_id where subject = new.id;
    return null;
end $$;

create index lead_of_subject on lead (subject);

create trigger take_compartment before insert on incident for each row execute function take_compartment_of_report();
create trigger take_compartment before insert on lead for each row execute function take_compartment_of_incident();
create trigger take_compartment before insert on item_page for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on item_spell for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on sighting for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on item_match for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on item_event for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on notice_item for each row execute function take_compartment_of_item();
create trigger take_compartment before insert on recheck for each row execute function take_compartment_of_item();

create trigger move_parts after update of compartment_id on item for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_parts_of_item();
create trigger move_parts after update of compartment_id on report for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_parts_of_report();
create trigger move_parts after update of compartment_id on incident for each row
    when (old.compartment_id is distinct from new.compartment_id) execute function move_lead_of_incident();

-- Drafts gather within one compartment, so that no letter names what its readers may not know.
drop index notice_open_draft;
create unique index notice_open_draft on notice
    (org_id, contact_id, material_class, coalesce(compartment_id, '00000000-0000-0000-0000-000000000000'))
    where state = 'DRAFT';

-- What lies in compartments, whatever it is.
create view compartment_row with (security_invoker = true) as
    select org_id, id, 'REPORT' as kind, compartment_id from report where compartment_id is not null
    union all
    select org_id, id, 'ITEM', compartment_id from item where compartment_id is not null
    union all
    select org_id, id, 'NOTICE', compartment_id from notice where compartment_id is not null;
grant select on compartment_row to vigie_app;
