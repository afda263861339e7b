-- Which entries of the bound organisation name one of these subjects, the oldest first: those that a burn takes ids out of. As with
-- entries_about no index serves it under the rules for rows, and each erased record would read the whole log, that of others too. What
-- names them is found first and put in order then: else PostgreSQL may go through the log in its order until it has found enough.
create function entries_naming(asked text[], below bigint, most integer) returns setof bigint
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return query execute
        'with found as materialized (
             select id from public.audit_entry where org_id = $1 and subjects && $2 and id < $3)
         select id from found
         order by id
         limit $4'
        using nullif(current_setting('vigie.org', true), '')::uuid, asked, below, most;
end $$;
revoke execute on function entries_naming(text[], bigint, integer) from public;
grant execute on function entries_naming(text[], bigint, integer) to vigie_app;
