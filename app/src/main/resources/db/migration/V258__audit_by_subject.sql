-- Which entries of the bound organisation name a subject, the newest first. What asks for it under the rules for rows may not use the
-- index of subjects: PostgreSQL does not vouch that comparing arrays gives nothing away, so it asks the organisation of every row
-- first, and goes through the whole log. The owner of this function sees all entries; the function gives those of one organisation.
create policy for_subjects on audit_entry for select to vigie_owner using (true);

-- It is planned anew for what is asked: of an id that few entries name the index of subjects is the way, of one that most name the
-- newest entries are.
create function entries_about(asked text, of_act text, below bigint, most integer) returns setof bigint
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return query execute
        'select id from public.audit_entry
         where org_id = $1 and subjects @> array[$2] and id < $3 and ($4 = '''' or act = $4)
         order by id desc
         limit $5'
        using nullif(current_setting('vigie.org', true), '')::uuid, asked, below, of_act, most;
end $$;
revoke execute on function entries_about(text, text, bigint, integer) from public;
grant execute on function entries_about(text, text, bigint, integer) to vigie_app;
