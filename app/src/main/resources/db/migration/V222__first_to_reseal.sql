-- Sealing again goes through all organisations, and most have nothing to do: this looks at many of them at once.
--
-- The first of those asked that may have a value under an old key, in the order asked; null when none has. A tip counts as one
-- (whose key is the present one is not known here), and so does a table with more than rows_max sealed rows of one
-- organisation, which is looked at in batches. It sees what its caller sees when the same organisations are bound one after
-- the other, and no more; afterwards none is bound. Planned once for all of them: planning takes longer than looking.
create function first_to_reseal(
    asked uuid[], columns_key bytea, epochs_key bytea, tips_only boolean, rows_max int) returns uuid
    language plpgsql as $$
declare
    looks text;
    one   uuid;
    old   boolean := false;
begin
    if coalesce(current_setting('vigie.org', true), '') <> '' then
        raise insufficient_privilege using message = 'an organisation is bound';
    end if;
    select string_agg(format(
        'select 1 from (select %s as is_old from %I where %s limit %s) looked having count(*) > %s or bool_or(is_old)',
        t.is_old, t.table_name, t.is_sealed, rows_max + 1, rows_max), ' union all ')
    into looks
    from (
        select s.table_name,
               string_agg(format('%I is not null', s.column_name), ' or ') as is_sealed,
               string_agg(format('coalesce(substring(%I from 1 for 5) <> %L::bytea, false)', s.column_name,
                                 case s.keys when 'EPOCHS' then epochs_key else columns_key end), ' or ') as is_old
        from sealed_column s
        join pg_class c on c.relname = s.table_name and c.relnamespace = 'public'::regnamespace
        where c.relrowsecurity and (s.keys = 'TIPS' or not tips_only)
        group by s.table_name) t;
    if exists (select from pg_prepared_statements where name = 'look_to_reseal') then
        deallocate look_to_reseal; -- of a call that failed
    end if;
    execute 'prepare look_to_reseal as select exists (' || looks || ')';
    perform set_config('vigie.compartments', 'all', true);
    foreach one in array asked loop
        perform set_config('vigie.org', one::text, true);
        execute 'execute look_to_reseal' into old;
        exit when old;
    end loop;
    deallocate look_to_reseal;
    perform set_config('vigie.org', '', true), set_config('vigie.compartments', '', true);
    return case when old then one end;
end $$;
revoke all on function first_to_reseal(uuid[], bytea, bytea, boolean, int) from public;
grant execute on function first_to_reseal(uuid[], bytea, bytea, boolean, int) to vigie_app;

-- The two long tables of these that were not found by organisation.
create index data_key_of_organisation on data_key (org_id) where wrapped_sealed is not null;
create index item_event_with_words on item_event (org_id) where words_sealed is not null;
