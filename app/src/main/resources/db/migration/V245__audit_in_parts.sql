-- Entries in parts: each subject is committed to under a salt of its own, and the leaf covers those commitments and the rest. A burn
-- then takes one subject and leaves its commitment, so that the leaf which was signed goes on proving act, actor, time, facts and
-- the other subjects. Where a subject was burnt, its commitment stands in the place of its salt.
alter table audit_entry add column subject_salts bytea[] check (cardinality(subject_salts) = cardinality(subjects));
grant update (subject_salts) on audit_entry to vigie_app;

-- Leaves tell the form apart, since they cannot be changed: the first byte of the new ones is 2.
alter table audit_leaf drop constraint audit_leaf_commitment_check;
alter table audit_leaf add constraint audit_leaf_commitment_check
    check (length(commitment) = 32 or length(commitment) = 33 and get_byte(commitment, 0) = 2);

-- Nothing is burnt without an erasure: the entry that says what is burnt names the entry of the erasure, and the erasure is one of
-- the same transaction.
create or replace function only_burn() returns trigger language plpgsql as $$
begin
    if new.burnt_by is null
        or cardinality(new.subjects) <> cardinality(old.subjects)
        or exists (select from unnest(old.subjects, new.subjects) as s (before, after)
                   where s.after is distinct from s.before and s.after is distinct from 'erased')
        or (old.subject_salts is null and (new.subject_salts is not null or new.salt = old.salt))
        or (old.subject_salts is not null
            and (new.subject_salts is null
                or new.salt <> old.salt
                or cardinality(new.subject_salts) <> cardinality(old.subject_salts)
                or exists (select from unnest(old.subjects, new.subjects, old.subject_salts, new.subject_salts)
                               as s (before, after, salt, kept)
                           where (s.before = s.after) <> (s.salt = s.kept))))
        or not exists (select from audit_entry b
                       join audit_entry r on r.act = 'record.erased' and r.id =
                           case when b.facts ->> 'erasure' ~ '^[0-9]{1,18}$' then (b.facts ->> 'erasure')::bigint end
                       join erasure x on x.kind = r.facts ->> 'kind' and x.record = case
                           when r.subjects[1] ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then r.subjects[1]::uuid end
                       where b.id = new.burnt_by and b.act = 'audit.burnt' and b.facts ? ('entry-' || new.id)
                         and x.xmin = pg_current_xact_id()::xid)
    then
        raise insufficient_privilege using message = 'an audit entry is never changed but to burn what was erased';
    end if;
    return new;
end $$;

-- Verification demands the erasure of whatever was burnt; why it was erased, and by whom, it cannot read.
create policy for_verification on erasure for select to vigie_verifier using (true);
grant select (org_id, kind, record, compartment_id) on erasure to vigie_verifier;
