-- Ids of erased records are burnt out of the audit log: the subject gives way to a word, the salt to a fresh one, and another
-- entry holds the commitment of what is left. The application may do that and nothing else to an entry.
alter table audit_entry add column burnt_by bigint references audit_entry check (burnt_by > id);
grant update (subjects, salt, burnt_by) on audit_entry to vigie_app;

create function only_burn() returns trigger language plpgsql as $$
begin
    if new.burnt_by is null
        or new.salt = old.salt
        or cardinality(new.subjects) <> cardinality(old.subjects)
        or exists (select from unnest(old.subjects, new.subjects) as s (before, after)
                   where s.after is distinct from s.before and s.after is distinct from 'erased')
        or not exists (select from audit_entry b
                       where b.id = new.burnt_by and b.act = 'audit.burnt' and b.facts ? ('entry-' || new.id))
    then
        raise insufficient_privilege using message = 'an audit entry is never changed but to burn what was erased';
    end if;
    return new;
end $$;
create trigger only_burn before update on audit_entry for each row
    when (current_user = 'vigie_app') execute function only_burn();
