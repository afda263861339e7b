-- What a burn is held to is the same; it is looked up step by step. In one question the rules for rows let PostgreSQL compare the
-- number of the erasure only after it had read every erasure that the log names, for each entry that is burnt.
create or replace function only_burn() returns trigger language plpgsql as $$
declare
    said bigint;
    erased_kind text;
    erased_record uuid;
begin
    select case when b.facts ->> 'erasure' ~ '^[0-9]{1,18}$' then (b.facts ->> 'erasure')::bigint end into said
    from audit_entry b
    where b.id = new.burnt_by and b.act = 'audit.burnt' and b.facts ? ('entry-' || new.id);

    select r.facts ->> 'kind', case
        when r.subjects[1] ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then r.subjects[1]::uuid end
        into erased_kind, erased_record
    from audit_entry r
    where r.id = said and r.act = 'record.erased';

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
        or not exists (select from erasure x
                       where x.kind = erased_kind and x.record = erased_record and x.xmin = pg_current_xact_id()::xid)
    then
        raise insufficient_privilege using message = 'an audit entry is never changed but to burn what was erased';
    end if;
    return new;
end $$;
