-- An erased report is a day and a number. Nothing leads from what was found to it any more: the keyed codes of its address go,
-- its receipt opens nothing, its exact time is its day, and the leads that fetched it are about nothing.
alter table report alter column receipt_mac drop not null;
grant update (receipt_mac) on report to vigie_app;
alter table incident alter column address_mac drop not null;
alter table incident alter column host_mac drop not null;

do $$
declare
    target regclass;
begin
    foreach target in array array['report', 'incident', 'lead']::regclass[] loop
        execute format('alter table %s no force row level security', target);
    end loop;
    -- What was erased before: its leads go as those of later erasures do.
    insert into work (id, kind, org_id, subject, due)
        select gen_random_uuid(), 'crawl.forget', l.org_id, l.id, now()
        from lead l join incident i on i.id = l.subject join report r on r.id = i.report_id
        where r.erased_at is not null;
    update lead l set subject = l.id from incident i join report r on r.id = i.report_id
        where i.id = l.subject and r.erased_at is not null;
    update report set receipt_mac = null where erased_at is not null;
    update incident i
    set address_sealed = null, address_mac = null, host_mac = null, fetching = 'ERASED', started_at = null,
        received_at = date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC'
    from report r where r.id = i.report_id and r.erased_at is not null;
    foreach target in array array['report', 'incident', 'lead']::regclass[] loop
        execute format('alter table %s force row level security', target);
    end loop;
end $$;

alter table report add constraint report_receipt check ((receipt_mac is null) = (erased_at is not null));
alter table incident drop constraint incident_address_kept;
alter table incident add constraint incident_address_kept
    check ((address_sealed is null) = (fetching = 'ERASED')
        and (address_mac is null) = (fetching = 'ERASED') and (host_mac is null) = (fetching = 'ERASED'));

-- A lead that is handed to another report lies where that one lies; one that is about nothing stays where it was.
create trigger take_compartment_again before update of subject on lead for each row
    when (new.subject <> new.id) execute function take_compartment_of_incident();
-- Which leads found an item, for the question whether any other than an erased one did.
create index visit_of_found_item on visit (found_item) where found_item is not null;
create index visit_looking_at on visit (item_id) where item_id is not null;
