-- Need to know, inside an organisation. A compartment has members; a row that names it is shown to them alone. The second wall
-- stands in the database, beside the one by organisation: vigie.compartments holds, for one transaction, what its person may
-- see, or 'all' for the organisation's own work. Unset means only rows that are in no compartment.
create table compartment (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    name_sealed bytea not null,
    opened_at   timestamptz not null,
    closed_at   timestamptz check (closed_at >= opened_at),
    unique (org_id, id)
);
create index compartment_newest on compartment (org_id, opened_at desc, id);
call keep_per_organisation('compartment', 'select, insert, update');

-- Who is or was in, since when, until when and why. Who broke the glass came in without being let in, for an hour, and a
-- member writes down afterwards what to think of it.
create table compartment_member (
    id             uuid primary key,
    org_id         uuid not null references organisation,
    compartment_id uuid not null,
    person_id      uuid not null references person,
    since          timestamptz not null,
    until          timestamptz check (until >= since),
    reason_sealed  bytea not null,
    added_by       uuid not null,
    end_sealed     bytea,
    glass_broken   boolean not null default false,
    reviewed_at    timestamptz,
    reviewed_by    uuid,
    review_sealed  bytea,
    foreign key (org_id, compartment_id) references compartment (org_id, id),
    check (not glass_broken or until is not null),
    check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (review_sealed is null)),
    check (reviewed_at is null or glass_broken)
);
create index compartment_member_of on compartment_member (compartment_id, since desc, id);
create index compartment_member_person on compartment_member (person_id);
create unique index compartment_member_once on compartment_member (compartment_id, person_id) where until is null;
call keep_per_organisation('compartment_member', 'select, insert, update');

-- The compartments that a person may see into at that time, as the setting takes them.
create function compartments_of(asked uuid, at timestamptz) returns text
    language sql stable set search_path = pg_catalog, public as
$$ select coalesce(array_agg(distinct m.compartment_id), '{}')::text from public.compartment_member m
   where m.person_id = asked and m.since <= at and (m.until is null or m.until > at) $$;

-- The subselects are evaluated once for a statement and not for each row; a row without compartment asks none of them.
create procedure keep_in_compartment(target regclass, commands text default 'all', key text default 'compartment_id')
    language plpgsql as $$
begin
    execute format(
        'create policy need_to_know on %s as restrictive for %s using (%I is null'
            || ' or (select current_setting(''vigie.compartments'', true)) = ''all'''
            || ' or %I = any ((select nullif(nullif(current_setting(''vigie.compartments'', true), ''''), ''all''))::uuid[]))',
        target, commands, key, key);
end $$;

-- Opening one, and coming in, is checked by the service; seeing one, and changing it, here as well.
call keep_in_compartment('compartment', 'select', 'id');
create policy need_to_know_of_changes on compartment as restrictive for update using (
    (select current_setting('vigie.compartments', true)) = 'all'
    or id = any ((select nullif(nullif(current_setting('vigie.compartments', true), ''), 'all'))::uuid[]));

-- A person sees that they are in before they are let in.
create policy need_to_know on compartment_member as restrictive for select using (
    person_id = nullif((select current_setting('vigie.person', true)), '')::uuid
    or (select current_setting('vigie.compartments', true)) = 'all'
    or compartment_id = any ((select nullif(nullif(current_setting('vigie.compartments', true), ''), 'all'))::uuid[]));
