-- Who broke the glass sees in for an hour and does not decide who else does: they let nobody in and put nobody out, close nothing and
-- take nothing out. The services refuse it; this refuses it as well, to whoever is bound as a person. Work of the organisation's own, such as
-- the glass itself, sees into all compartments and is not a person's.

-- Whether the bound person was let in there and not put out since. A person always sees the rows that name themselves.
create function bound_is_let_in(asked uuid) returns boolean language sql stable as
$$ select exists (select from compartment_member m
                  where m.compartment_id = asked and m.until is null
                    and m.person_id = nullif(current_setting('vigie.person', true), '')::uuid) $$;

-- A compartment that this transaction opened has nobody yet, and takes who opened it. A row that names none falls to its constraint.
create function only_members_change_members() returns trigger language plpgsql as $$
declare
    seen text := coalesce(current_setting('vigie.compartments', true), '');
    is_new boolean;
begin
    if seen = 'all' or new.compartment_id is null or bound_is_let_in(new.compartment_id) then
        return new;
    end if;
    if tg_op = 'INSERT' then
        perform set_config('vigie.compartments', 'all', true);
        is_new := exists (select from compartment c
                          where c.id = new.compartment_id and c.xmin = pg_current_xact_id()::xid)
            and not exists (select from compartment_member m where m.compartment_id = new.compartment_id);
        -- an error before this ends the transaction, and the setting with it
        perform set_config('vigie.compartments', seen, true);
        if is_new then
            return new;
        end if;
    end if;
    raise insufficient_privilege using message = 'only who was let in changes who is in a compartment';
end $$;

create function only_members_close() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('vigie.compartments', true), '') = 'all' or bound_is_let_in(new.id) then
        return new;
    end if;
    raise insufficient_privilege using message = 'only who was let in closes a compartment';
end $$;

create function only_members_take_out() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('vigie.compartments', true), '') = 'all' or bound_is_let_in(old.compartment_id) then
        return new;
    end if;
    raise insufficient_privilege using message = 'only who was let in takes something out of a compartment';
end $$;

create trigger only_members before insert or update on compartment_member
    for each row execute function only_members_change_members();
create trigger only_members before update on compartment for each row
    when (old.closed_at is distinct from new.closed_at) execute function only_members_close();

do $$
declare
    target regclass;
begin
    foreach target in array array['report', 'item', 'notice']::regclass[] loop
        execute format(
            'create trigger only_members before update on %s for each row'
                || ' when (old.compartment_id is not null and old.compartment_id is distinct from new.compartment_id)'
                || ' execute function only_members_take_out()', target);
    end loop;
end $$;

-- A compartment may lose everybody: who was in is blocked, has left, or lost the roles that open its page. Then an administrator
-- asks that somebody be let in, and another one agrees.
create table compartment_appointment (
    id             uuid primary key,
    org_id         uuid not null references organisation,
    compartment_id uuid not null,
    person_id      uuid not null references person,
    reason_sealed  bytea not null,
    asked_by       uuid not null,
    asked_at       timestamptz not null,
    decided_by     uuid,
    decided_at     timestamptz,
    agreed         boolean,
    foreign key (org_id, compartment_id) references compartment (org_id, id),
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (agreed is null)),
    check (decided_by <> asked_by)
);
create index compartment_appointment_open on compartment_appointment (asked_at) where decided_at is null;
call keep_per_organisation('compartment_appointment', 'select, insert, update');
call keep_sealed('compartment_appointment', 'reason_sealed', 'id');
