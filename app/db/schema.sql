-- The whole schema, as the catalog tells it after all migrations. Rendered and compared by SchemaTest;
-- after a new migration run it with -Dvigie.golden=update, and read what changed.

-- Functions and procedures

CREATE OR REPLACE FUNCTION public.beyond_walls(asked uuid[], seen text)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
AS $function$
begin
    perform set_config('vigie.compartments', 'all', true);
    return query
        select r.id from (
            select id, compartment_id from report union all
            select id, compartment_id from incident union all
            select id, compartment_id from lead union all
            select id, compartment_id from item union all
            select id, compartment_id from notice union all
            select id, compartment_id from legal_hold union all
            select c.id, c.id from compartment c) as r (id, compartment_id)
        where r.id = any (asked) and r.compartment_id is not null and seen <> 'all'
          and not r.compartment_id = any (coalesce(nullif(nullif(seen, ''), 'all'), '{}')::uuid[]);
    -- an error before this ends the transaction, and the setting with it
    perform set_config('vigie.compartments', seen, true);
end $function$;

CREATE OR REPLACE FUNCTION public.bound_is_let_in(asked uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select exists (select from compartment_member m
                  where m.compartment_id = asked and m.until is null
                    and m.person_id = nullif(current_setting('vigie.person', true), '')::uuid) $function$;

CREATE OR REPLACE FUNCTION public.compartments_of(asked uuid, at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select coalesce(array_agg(distinct m.compartment_id), '{}')::text from public.compartment_member m
   where m.person_id = asked and m.since <= at and (m.until is null or m.until > at) $function$;

CREATE OR REPLACE FUNCTION public.count_added_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into list_count (org_id, list_id, opaque, material_class, entries)
    select org_id, list_id, tg_argv[0]::boolean, material_class, count(*)
    from after where withdrawn_at is null
    group by org_id, list_id, material_class;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_changed_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into list_count (org_id, list_id, opaque, material_class, entries)
    select org_id, list_id, tg_argv[0]::boolean, material_class, sum(one)
    from (select org_id, list_id, material_class, 1 as one from after where withdrawn_at is null
          union all
          select org_id, list_id, material_class, -1 from before where withdrawn_at is null) as changed
    group by org_id, list_id, material_class
    having sum(one) <> 0;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.entries_about(asked text, of_act text, below bigint, most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
    return query execute
        'select id from public.audit_entry
         where org_id = $1 and subjects @> array[$2] and id < $3 and ($4 = '''' or act = $4)
         order by id desc
         limit $5'
        using nullif(current_setting('vigie.org', true), '')::uuid, asked, below, of_act, most;
end $function$;

CREATE OR REPLACE FUNCTION public.entries_naming(asked text[], below bigint, most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
    return query execute
        'with found as materialized (
             select id from public.audit_entry where org_id = $1 and subjects && $2 and id < $3)
         select id from found
         order by id
         limit $4'
        using nullif(current_setting('vigie.org', true), '')::uuid, asked, below, most;
end $function$;

CREATE OR REPLACE FUNCTION public.find_api_client(asked bytea)
 RETURNS TABLE(client_id uuid, org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select c.id, c.org_id from public.api_client c where c.token_mac = asked $function$;

CREATE OR REPLACE FUNCTION public.find_api_token(asked bytea)
 RETURNS TABLE(client_id uuid, org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select t.client_id, t.org_id from public.api_token t where t.token_mac = asked $function$;

CREATE OR REPLACE FUNCTION public.find_link(asked bytea)
 RETURNS TABLE(link_id uuid, org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select l.id, l.org_id from public.person_link l where l.token_mac = asked $function$;

CREATE OR REPLACE FUNCTION public.find_organisation_sign_in(asked text)
 RETURNS TABLE(org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select o.org_id from public.organisation_sign_in o where o.code = asked $function$;

CREATE OR REPLACE FUNCTION public.find_passkey(asked bytea)
 RETURNS TABLE(passkey_id uuid, person_id uuid, org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select p.id, p.person_id, p.org_id from public.passkey p where p.credential_id = asked $function$;

CREATE OR REPLACE FUNCTION public.find_sign_in(asked text)
 RETURNS TABLE(person_id uuid, org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select p.id, p.org_id from public.person p where p.sign_in_name = asked $function$;

CREATE OR REPLACE FUNCTION public.first_to_reseal(asked uuid[], columns_key bytea, epochs_key bytea, tips_only boolean, rows_max integer)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE PROCEDURE public.keep_for_platform(IN target regclass, IN privileges text, IN reason text)
 LANGUAGE plpgsql
AS $procedure$
begin
    insert into platform_table (name, reason) values (target::text, keep_for_platform.reason);
    execute format('grant %s on %s to vigie_app', privileges, target);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.keep_in_compartment(IN target regclass, IN commands text DEFAULT 'all'::text, IN key text DEFAULT 'compartment_id'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
    execute format(
        'create policy need_to_know on %s as restrictive for %s using (%I is null'
            || ' or (select current_setting(''vigie.compartments'', true)) = ''all'''
            || ' or %I = any ((select nullif(nullif(current_setting(''vigie.compartments'', true), ''''), ''all''))::uuid[]))',
        target, commands, key, key);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.keep_per_organisation(IN target regclass, IN privileges text DEFAULT 'select, insert, update, delete'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy of_organisation on %s using (org_id = nullif(current_setting(''vigie.org'', true), '''')::uuid)',
        target);
    execute format('grant %s on %s to vigie_app', privileges, target);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.keep_sealed(IN target text, IN sealed text, IN id text, IN keys text DEFAULT 'COLUMNS'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
    insert into sealed_column values (target, sealed, id, keys);
    execute format('grant update (%I) on %I to vigie_app', sealed, target);
end $procedure$;

CREATE OR REPLACE FUNCTION public.move_holds_of_record()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update legal_hold set compartment_id = new.compartment_id where record = new.id;
    update erasure set compartment_id = new.compartment_id where record = new.id;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.move_lead_of_incident()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update lead set compartment_id = new.compartment_id where subject = new.id;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.move_parts_of_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update item_page set compartment_id = new.compartment_id where item_id = new.id;
    update item_spell set compartment_id = new.compartment_id where item_id = new.id;
    update sighting set compartment_id = new.compartment_id where item_id = new.id;
    update item_match set compartment_id = new.compartment_id where item_id = new.id;
    update item_event set compartment_id = new.compartment_id where item_id = new.id;
    update notice_item set compartment_id = new.compartment_id where item_id = new.id;
    update recheck set compartment_id = new.compartment_id where item_id = new.id;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.move_parts_of_report()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update incident set compartment_id = new.compartment_id where report_id = new.id;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.only_burn()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.only_members_change_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.only_members_close()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if coalesce(current_setting('vigie.compartments', true), '') = 'all' or bound_is_let_in(new.id) then
        return new;
    end if;
    raise insufficient_privilege using message = 'only who was let in closes a compartment';
end $function$;

CREATE OR REPLACE FUNCTION public.only_members_take_out()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if coalesce(current_setting('vigie.compartments', true), '') = 'all' or bound_is_let_in(old.compartment_id) then
        return new;
    end if;
    raise insufficient_privilege using message = 'only who was let in takes something out of a compartment';
end $function$;

CREATE OR REPLACE FUNCTION public.org_of_api_client(asked uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ select c.org_id from public.api_client c where c.id = asked $function$;

CREATE OR REPLACE PROCEDURE public.seal_from_now_on(IN target text, IN plain text, IN mac text DEFAULT NULL::text)
 LANGUAGE plpgsql
AS $procedure$
declare
    sealed text := plain || '_sealed';
begin
    execute format('alter table %I alter column %I drop not null', target, plain);
    execute format('alter table %I add column %I bytea', target, sealed);
    if mac is not null then
        execute format('alter table %I add column %I bytea check (octet_length(%I) = 32)', target, mac, mac);
    end if;
    execute format(
        'alter table %I add constraint %I check (%I is null or %I is null)', target, plain || '_plain_or_sealed', plain, sealed);
    execute format('create index %I on %I (org_id) where %I is not null', target || '_plain_' || plain, target, plain);
    insert into sealed_since values (target, plain, sealed, mac, null);
    call keep_sealed(target, sealed, 'id');
end $procedure$;

CREATE OR REPLACE FUNCTION public.take_compartment_of_incident()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    select i.compartment_id into new.compartment_id from incident i where i.id = new.subject for share;
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.take_compartment_of_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.item_id is not null then
        select i.compartment_id into new.compartment_id from item i where i.id = new.item_id for share;
        if not found then
            raise foreign_key_violation using message = 'no such item';
        end if;
    end if;
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.take_compartment_of_record()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.kind = 'REPORT' then
        select r.compartment_id into new.compartment_id from report r where r.id = new.record for share;
    elsif new.kind = 'ITEM' then
        select i.compartment_id into new.compartment_id from item i where i.id = new.record for share;
    elsif new.kind = 'NOTICE' then
        select n.compartment_id into new.compartment_id from notice n where n.id = new.record for share;
    else
        return new;
    end if;
    if not found then
        raise foreign_key_violation using message = 'no such record';
    end if;
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.take_compartment_of_report()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.report_id is not null then
        select r.compartment_id into new.compartment_id from report r where r.id = new.report_id for share;
        if not found then
            raise foreign_key_violation using message = 'no such report';
        end if;
    end if;
    return new;
end $function$;

-- Tables

create table api_canary (
    id uuid not null,
    org_id uuid not null,
    hash_sealed bytea not null,
    note text,
    made_by uuid not null,
    made_at timestamp with time zone not null,
    withdrawn_at timestamp with time zone,
    note_sealed bytea,
    constraint api_canary_pkey PRIMARY KEY (id),
    constraint api_canary_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint a_canary_has_its_note CHECK (note IS NOT NULL OR note_sealed IS NOT NULL),
    constraint api_canary_note_check CHECK (length(note) >= 1 AND length(note) <= 200),
    constraint note_plain_or_sealed CHECK (note IS NULL OR note_sealed IS NULL)
);
CREATE INDEX api_canary_newest ON api_canary USING btree (org_id, made_at DESC, id);
CREATE INDEX api_canary_plain_note ON api_canary USING btree (org_id) WHERE note IS NOT NULL;
alter table api_canary enable row level security;
alter table api_canary force row level security;
create policy of_organisation on api_canary as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_canary to vigie_app;
grant update (hash_sealed, note_sealed) on api_canary to vigie_app;

create table api_client (
    id uuid not null,
    org_id uuid not null,
    name text not null,
    token_mac bytea,
    inside_circle boolean not null,
    daily_quota integer not null,
    created_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    token_until timestamp with time zone,
    networks text[] not null default '{}'::text[],
    expects_sequences boolean not null default false,
    constraint api_client_pkey PRIMARY KEY (id),
    constraint api_client_org_id_id_key UNIQUE (org_id, id),
    constraint api_client_token_mac_key UNIQUE (token_mac),
    constraint api_client_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_client_check CHECK ((token_mac IS NULL) = (token_until IS NULL)),
    constraint api_client_daily_quota_check CHECK (daily_quota >= 1 AND daily_quota <= 10000000),
    constraint api_client_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
    constraint api_client_networks_check CHECK (cardinality(networks) <= 50),
    constraint api_client_token_mac_check CHECK (length(token_mac) = 32)
);
CREATE INDEX api_client_newest ON api_client USING btree (org_id, created_at DESC, id);
alter table api_client enable row level security;
alter table api_client force row level security;
create policy for_sign_in on api_client as permissive for select to vigie_owner using (true);
create policy of_organisation on api_client as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_client to vigie_app;

create table api_client_hold (
    id uuid not null,
    org_id uuid not null,
    client_id uuid not null,
    cause text not null,
    questions integer not null,
    state text not null,
    held_at timestamp with time zone not null,
    decided_at timestamp with time zone,
    decided_by uuid,
    reason text,
    version integer not null default 0,
    reason_sealed bytea,
    constraint api_client_hold_pkey PRIMARY KEY (id),
    constraint api_client_hold_org_id_id_key UNIQUE (org_id, id),
    constraint api_client_hold_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_client_hold_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint a_decision_has_its_reason CHECK ((decided_at IS NULL) = (reason IS NULL AND reason_sealed IS NULL)),
    constraint api_client_hold_cause_check CHECK (cause = ANY (ARRAY['CLIMB'::text, 'CROSSING'::text, 'CANARY'::text])),
    constraint api_client_hold_check CHECK ((state = 'HELD'::text) = (decided_at IS NULL)),
    constraint api_client_hold_check1 CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    constraint api_client_hold_questions_check CHECK (questions >= 1),
    constraint api_client_hold_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 500),
    constraint api_client_hold_state_check CHECK (state = ANY (ARRAY['HELD'::text, 'SUSPENDED'::text, 'LIFTED'::text])),
    constraint reason_plain_or_sealed CHECK (reason IS NULL OR reason_sealed IS NULL)
);
CREATE INDEX api_client_hold_newest ON api_client_hold USING btree (org_id, held_at DESC, id);
CREATE UNIQUE INDEX api_client_hold_open ON api_client_hold USING btree (client_id) WHERE state <> 'LIFTED'::text;
CREATE INDEX api_client_hold_plain_reason ON api_client_hold USING btree (org_id) WHERE reason IS NOT NULL;
alter table api_client_hold enable row level security;
alter table api_client_hold force row level security;
create policy of_organisation on api_client_hold as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_client_hold to vigie_app;
grant update (reason_sealed) on api_client_hold to vigie_app;

create table api_client_host (
    id uuid not null,
    org_id uuid not null,
    client_id uuid not null,
    host text not null,
    added_at timestamp with time zone not null,
    removed_at timestamp with time zone,
    constraint api_client_host_pkey PRIMARY KEY (id),
    constraint api_client_host_org_id_id_key UNIQUE (org_id, id),
    constraint api_client_host_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_client_host_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_client_host_host_check CHECK (length(host) >= 1 AND length(host) <= 253 AND host = lower(host))
);
CREATE UNIQUE INDEX api_client_host_open ON api_client_host USING btree (client_id, host) WHERE removed_at IS NULL;
alter table api_client_host enable row level security;
alter table api_client_host force row level security;
create policy of_organisation on api_client_host as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_client_host to vigie_app;

create table api_client_key (
    id uuid not null,
    org_id uuid not null,
    client_id uuid not null,
    thumbprint text not null,
    algorithm text not null,
    jwk text not null,
    added_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    constraint api_client_key_pkey PRIMARY KEY (id),
    constraint api_client_key_client_id_thumbprint_key UNIQUE (client_id, thumbprint),
    constraint api_client_key_org_id_id_key UNIQUE (org_id, id),
    constraint api_client_key_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_client_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_client_key_algorithm_check CHECK (algorithm = ANY (ARRAY['EdDSA'::text, 'ES256'::text, 'PS256'::text])),
    constraint api_client_key_jwk_check CHECK (length(jwk) <= 4096),
    constraint api_client_key_thumbprint_check CHECK (length(thumbprint) = 43)
);
alter table api_client_key enable row level security;
alter table api_client_key force row level security;
create policy of_organisation on api_client_key as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_client_key to vigie_app;

create table api_client_request (
    id uuid not null,
    org_id uuid not null,
    client_id uuid not null,
    what text not null,
    days integer,
    asked_by uuid,
    asked_at timestamp with time zone not null,
    decided_by uuid,
    decided_at timestamp with time zone,
    agreed boolean,
    taken_at timestamp with time zone,
    jwk text,
    constraint api_client_request_pkey PRIMARY KEY (id),
    constraint api_client_request_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_client_request_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_client_request_check CHECK ((what = 'TOKEN'::text) = (days IS NOT NULL)),
    constraint api_client_request_check1 CHECK ((decided_at IS NULL) = (agreed IS NULL)),
    constraint api_client_request_check2 CHECK ((decided_by IS NOT NULL) = (decided_at IS NOT NULL AND asked_by IS NOT NULL)),
    constraint api_client_request_check3 CHECK (decided_by <> asked_by),
    constraint api_client_request_check4 CHECK (taken_at IS NULL OR what = 'TOKEN'::text AND agreed),
    constraint api_client_request_days_check CHECK (days >= 1 AND days <= 90),
    constraint api_client_request_jwk CHECK ((what = 'KEY'::text) = (jwk IS NOT NULL)),
    constraint api_client_request_what_check CHECK (what = ANY (ARRAY['INSIDE'::text, 'TOKEN'::text, 'KEY'::text]))
);
CREATE INDEX api_client_request_of_client ON api_client_request USING btree (client_id, asked_at DESC, id);
alter table api_client_request enable row level security;
alter table api_client_request force row level security;
create policy of_organisation on api_client_request as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on api_client_request to vigie_app;

create table api_client_watch (
    client_id uuid not null,
    org_id uuid not null,
    sealed bytea not null,
    updated_at timestamp with time zone not null,
    constraint api_client_watch_pkey PRIMARY KEY (client_id),
    constraint api_client_watch_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_client_watch_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_client_watch_sealed_check CHECK (length(sealed) <= 262144)
);
alter table api_client_watch enable row level security;
alter table api_client_watch force row level security;
create policy of_organisation on api_client_watch as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on api_client_watch to vigie_app;
grant update (sealed) on api_client_watch to vigie_app;

create table api_once (
    client_id uuid not null,
    mac bytea not null,
    org_id uuid not null,
    until timestamp with time zone not null,
    constraint api_once_pkey PRIMARY KEY (client_id, mac),
    constraint api_once_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_once_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_once_mac_check CHECK (length(mac) = 32)
);
CREATE INDEX api_once_ending ON api_once USING btree (client_id, until);
alter table api_once enable row level security;
alter table api_once force row level security;
create policy of_organisation on api_once as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on api_once to vigie_app;

create table api_token (
    token_mac bytea not null,
    org_id uuid not null,
    client_id uuid not null,
    key_id uuid not null,
    proof_key text,
    certificate bytea,
    issued_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    constraint api_token_pkey PRIMARY KEY (token_mac),
    constraint api_token_org_id_client_id_fkey FOREIGN KEY (org_id, client_id) REFERENCES api_client(org_id, id),
    constraint api_token_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint api_token_org_id_key_id_fkey FOREIGN KEY (org_id, key_id) REFERENCES api_client_key(org_id, id),
    constraint api_token_certificate_check CHECK (length(certificate) = 32),
    constraint api_token_check CHECK (num_nonnulls(proof_key, certificate) >= 1),
    constraint api_token_check1 CHECK (expires_at <= (issued_at + '00:15:00'::interval)),
    constraint api_token_proof_key_check CHECK (length(proof_key) = 43),
    constraint api_token_token_mac_check CHECK (length(token_mac) = 32)
);
CREATE INDEX api_token_ending ON api_token USING btree (client_id, expires_at);
alter table api_token enable row level security;
alter table api_token force row level security;
create policy for_sign_in on api_token as permissive for select to vigie_owner using (true);
create policy of_organisation on api_token as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on api_token to vigie_app;

create table audit_checkpoint (
    size bigint not null,
    root bytea not null,
    edge bytea not null,
    at timestamp with time zone not null,
    note text not null,
    signature bytea not null,
    signed_note text,
    constraint audit_checkpoint_pkey PRIMARY KEY (size),
    constraint audit_checkpoint_edge_check CHECK ((length(edge) % 32) = 0),
    constraint audit_checkpoint_root_check CHECK (length(root) = 32),
    constraint audit_checkpoint_signed_note_check CHECK (length(signed_note) >= 1 AND length(signed_note) <= 65536),
    constraint audit_checkpoint_size_check CHECK (size > 0)
);
grant insert, select on audit_checkpoint to vigie_app;
grant select on audit_checkpoint to vigie_verifier;

create table audit_cosignature (
    size bigint not null,
    witness text not null,
    key_id integer not null,
    at timestamp with time zone not null,
    line text not null,
    added_at timestamp with time zone not null,
    constraint audit_cosignature_pkey PRIMARY KEY (size, witness, key_id),
    constraint audit_cosignature_size_fkey FOREIGN KEY (size) REFERENCES audit_checkpoint(size),
    constraint audit_cosignature_line_check CHECK (length(line) >= 1 AND length(line) <= 8192),
    constraint audit_cosignature_witness_check CHECK (length(witness) >= 1 AND length(witness) <= 255)
);
grant insert, select on audit_cosignature to vigie_app;
grant select on audit_cosignature to vigie_verifier;

create table audit_entry (
    id bigint not null generated always as identity,
    org_id uuid,
    at timestamp with time zone not null,
    act text not null,
    actor_kind text not null,
    actor_id text not null,
    subjects text[] not null,
    facts jsonb not null,
    salt bytea not null,
    burnt_by bigint,
    subject_salts bytea[],
    constraint audit_entry_pkey PRIMARY KEY (id),
    constraint audit_entry_burnt_by_fkey FOREIGN KEY (burnt_by) REFERENCES audit_entry(id),
    constraint audit_entry_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint audit_entry_act_check CHECK (act ~ '^[a-z]+(\.[a-z-]+)+$'::text),
    constraint audit_entry_actor_id_check CHECK (length(actor_id) <= 100),
    constraint audit_entry_actor_kind_check CHECK (actor_kind = ANY (ARRAY['person'::text, 'system'::text, 'public'::text])),
    constraint audit_entry_check CHECK (burnt_by > id),
    constraint audit_entry_check1 CHECK (cardinality(subject_salts) = cardinality(subjects)),
    constraint audit_entry_salt_check CHECK (length(salt) = 32),
    constraint audit_entry_subjects_check CHECK (cardinality(subjects) <= 50)
);
CREATE INDEX audit_entry_act ON audit_entry USING btree (org_id, act, id DESC);
CREATE INDEX audit_entry_newest ON audit_entry USING btree (org_id, id DESC);
CREATE INDEX audit_entry_subject ON audit_entry USING gin (subjects);
CREATE TRIGGER only_burn BEFORE UPDATE ON audit_entry FOR EACH ROW WHEN (CURRENT_USER = 'vigie_app'::name) EXECUTE FUNCTION only_burn();
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy for_subjects on audit_entry as permissive for select to vigie_owner using (true);
create policy for_verification on audit_entry as permissive for select to vigie_verifier using (true);
create policy of_organisation on audit_entry as permissive for all to public using ((NOT (org_id IS DISTINCT FROM (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid)));
grant insert, select on audit_entry to vigie_app;
grant select on audit_entry to vigie_verifier;
grant update (subjects, salt, burnt_by, subject_salts) on audit_entry to vigie_app;

create table audit_leaf (
    entry bigint not null,
    commitment bytea not null,
    constraint audit_leaf_pkey PRIMARY KEY (entry),
    constraint audit_leaf_entry_fkey FOREIGN KEY (entry) REFERENCES audit_entry(id),
    constraint audit_leaf_commitment_check CHECK (length(commitment) = 32 OR length(commitment) = 33 AND get_byte(commitment, 0) = 2)
);
grant insert, select on audit_leaf to vigie_app;
grant select on audit_leaf to vigie_verifier;

create table audit_node (
    level smallint not null,
    place bigint not null,
    hash bytea not null,
    constraint audit_node_pkey PRIMARY KEY (level, place),
    constraint audit_node_hash_check CHECK (length(hash) = 32),
    constraint audit_node_level_check CHECK (level >= 1 AND level <= 7),
    constraint audit_node_place_check CHECK (place >= 0)
);
grant insert, select on audit_node to vigie_app;
grant select on audit_node to vigie_verifier;

create table audit_pending (
    entry bigint not null,
    constraint audit_pending_pkey PRIMARY KEY (entry),
    constraint audit_pending_entry_fkey FOREIGN KEY (entry) REFERENCES audit_leaf(entry)
);
grant delete, insert, select on audit_pending to vigie_app;
grant select on audit_pending to vigie_verifier;

create table audit_tree (
    position bigint not null,
    entry bigint not null,
    leaf_hash bytea not null,
    constraint audit_tree_pkey PRIMARY KEY ("position"),
    constraint audit_tree_entry_key UNIQUE (entry),
    constraint audit_tree_entry_fkey FOREIGN KEY (entry) REFERENCES audit_leaf(entry),
    constraint audit_tree_leaf_hash_check CHECK (length(leaf_hash) = 32),
    constraint audit_tree_position_check CHECK ("position" >= 0)
);
grant insert, select on audit_tree to vigie_app;
grant select on audit_tree to vigie_verifier;

create table compartment (
    id uuid not null,
    org_id uuid not null,
    name_sealed bytea not null,
    opened_at timestamp with time zone not null,
    closed_at timestamp with time zone,
    constraint compartment_pkey PRIMARY KEY (id),
    constraint compartment_org_id_id_key UNIQUE (org_id, id),
    constraint compartment_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint compartment_check CHECK (closed_at >= opened_at)
);
CREATE INDEX compartment_newest ON compartment USING btree (org_id, opened_at DESC, id);
CREATE TRIGGER only_members BEFORE UPDATE ON compartment FOR EACH ROW WHEN (old.closed_at IS DISTINCT FROM new.closed_at) EXECUTE FUNCTION only_members_close();
alter table compartment enable row level security;
alter table compartment force row level security;
create policy need_to_know on compartment as restrictive for select to public using (((id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy need_to_know_of_changes on compartment as restrictive for update to public using (((( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on compartment as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on compartment to vigie_app;
grant update (name_sealed) on compartment to vigie_app;

create table compartment_appointment (
    id uuid not null,
    org_id uuid not null,
    compartment_id uuid not null,
    person_id uuid not null,
    reason_sealed bytea,
    asked_by uuid not null,
    asked_at timestamp with time zone not null,
    decided_by uuid,
    decided_at timestamp with time zone,
    agreed boolean,
    erased_at timestamp with time zone,
    constraint compartment_appointment_pkey PRIMARY KEY (id),
    constraint compartment_appointment_org_id_compartment_id_fkey FOREIGN KEY (org_id, compartment_id) REFERENCES compartment(org_id, id),
    constraint compartment_appointment_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint compartment_appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint compartment_appointment_check CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)),
    constraint compartment_appointment_check1 CHECK (decided_by <> asked_by),
    constraint compartment_appointment_erased CHECK ((reason_sealed IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX compartment_appointment_asked ON compartment_appointment USING btree (org_id, asked_at) WHERE erased_at IS NULL;
CREATE INDEX compartment_appointment_open ON compartment_appointment USING btree (asked_at) WHERE decided_at IS NULL;
alter table compartment_appointment enable row level security;
alter table compartment_appointment force row level security;
create policy of_organisation on compartment_appointment as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on compartment_appointment to vigie_app;
grant update (reason_sealed) on compartment_appointment to vigie_app;

create table compartment_glass (
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    content_sealed bytea,
    reason_sealed bytea,
    asked_at timestamp with time zone not null,
    decided_at timestamp with time zone,
    decided_by uuid,
    agreed boolean,
    erased_at timestamp with time zone,
    constraint compartment_glass_pkey PRIMARY KEY (id),
    constraint compartment_glass_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
    constraint compartment_glass_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint compartment_glass_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint compartment_glass_check CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)),
    constraint compartment_glass_check1 CHECK (decided_by <> person_id),
    constraint compartment_glass_erased CHECK ((content_sealed IS NULL) = (erased_at IS NOT NULL) AND (reason_sealed IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX compartment_glass_asked ON compartment_glass USING btree (org_id, asked_at) WHERE erased_at IS NULL;
CREATE INDEX compartment_glass_kept ON compartment_glass USING btree (org_id, id) WHERE erased_at IS NULL;
CREATE INDEX compartment_glass_open ON compartment_glass USING btree (asked_at) WHERE decided_at IS NULL;
alter table compartment_glass enable row level security;
alter table compartment_glass force row level security;
create policy of_organisation on compartment_glass as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on compartment_glass to vigie_app;
grant update (content_sealed, reason_sealed) on compartment_glass to vigie_app;

create table compartment_member (
    id uuid not null,
    org_id uuid not null,
    compartment_id uuid not null,
    person_id uuid not null,
    since timestamp with time zone not null,
    until timestamp with time zone,
    reason_sealed bytea not null,
    added_by uuid not null,
    end_sealed bytea,
    glass_broken boolean not null default false,
    reviewed_at timestamp with time zone,
    reviewed_by uuid,
    review_sealed bytea,
    constraint compartment_member_pkey PRIMARY KEY (id),
    constraint compartment_member_org_id_compartment_id_fkey FOREIGN KEY (org_id, compartment_id) REFERENCES compartment(org_id, id),
    constraint compartment_member_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint compartment_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint compartment_member_check CHECK (until >= since),
    constraint compartment_member_check1 CHECK (NOT glass_broken OR until IS NOT NULL),
    constraint compartment_member_check2 CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (review_sealed IS NULL)),
    constraint compartment_member_check3 CHECK (reviewed_at IS NULL OR glass_broken)
);
CREATE INDEX compartment_member_of ON compartment_member USING btree (compartment_id, since DESC, id);
CREATE UNIQUE INDEX compartment_member_once ON compartment_member USING btree (compartment_id, person_id) WHERE until IS NULL;
CREATE INDEX compartment_member_person ON compartment_member USING btree (person_id);
CREATE TRIGGER only_members BEFORE INSERT OR UPDATE ON compartment_member FOR EACH ROW EXECUTE FUNCTION only_members_change_members();
alter table compartment_member enable row level security;
alter table compartment_member force row level security;
create policy need_to_know on compartment_member as restrictive for select to public using (((person_id = (NULLIF(( SELECT current_setting('vigie.person'::text, true) AS current_setting), ''::text))::uuid) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on compartment_member as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on compartment_member to vigie_app;
grant update (reason_sealed, end_sealed, review_sealed) on compartment_member to vigie_app;

create table data_key (
    record uuid not null,
    org_id uuid not null,
    wrapped_sealed bytea,
    made_at timestamp with time zone not null,
    destroyed_at timestamp with time zone,
    constraint data_key_pkey PRIMARY KEY (record),
    constraint data_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint data_key_check CHECK ((wrapped_sealed IS NULL) = (destroyed_at IS NOT NULL)),
    constraint data_key_day CHECK (made_at = (date_trunc('day'::text, (made_at AT TIME ZONE 'UTC'::text)) AT TIME ZONE 'UTC'::text))
);
CREATE INDEX data_key_of_organisation ON data_key USING btree (org_id) WHERE wrapped_sealed IS NOT NULL;
alter table data_key enable row level security;
alter table data_key force row level security;
create policy of_organisation on data_key as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on data_key to vigie_app;
grant update (wrapped_sealed) on data_key to vigie_app;

create table entry_hold (
    id uuid not null,
    org_id uuid not null,
    list_id uuid not null,
    entry_id bigint not null,
    items integer not null,
    hosts integer not null,
    since timestamp with time zone not null,
    held_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    outcome text,
    by_kind text,
    by_id text,
    reason text,
    reason_sealed bytea,
    constraint entry_hold_pkey PRIMARY KEY (id),
    constraint entry_hold_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES hash_entry(id),
    constraint entry_hold_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint entry_hold_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint an_end_has_its_reason CHECK ((ended_at IS NULL) = (reason IS NULL AND reason_sealed IS NULL)),
    constraint entry_hold_check CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    constraint entry_hold_check1 CHECK ((ended_at IS NULL) = (by_kind IS NULL) AND (ended_at IS NULL) = (by_id IS NULL)),
    constraint entry_hold_hosts_check CHECK (hosts >= 0),
    constraint entry_hold_items_check CHECK (items >= 0),
    constraint entry_hold_outcome_check CHECK (outcome = ANY (ARRAY['RELEASED'::text, 'WITHDRAWN'::text])),
    constraint entry_hold_reason_check CHECK (length(reason) <= 500),
    constraint reason_plain_or_sealed CHECK (reason IS NULL OR reason_sealed IS NULL)
);
CREATE INDEX entry_hold_of_entry ON entry_hold USING btree (entry_id, held_at DESC);
CREATE INDEX entry_hold_of_list ON entry_hold USING btree (list_id, held_at DESC) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX entry_hold_open ON entry_hold USING btree (entry_id) WHERE ended_at IS NULL;
CREATE INDEX entry_hold_plain_reason ON entry_hold USING btree (org_id) WHERE reason IS NOT NULL;
alter table entry_hold enable row level security;
alter table entry_hold force row level security;
create policy of_organisation on entry_hold as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on entry_hold to vigie_app;
grant update (reason_sealed) on entry_hold to vigie_app;

create table erased_find (
    item_id uuid not null,
    org_id uuid not null,
    since timestamp with time zone not null,
    constraint erased_find_pkey PRIMARY KEY (item_id),
    constraint erased_find_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint erased_find_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id)
);
alter table erased_find enable row level security;
alter table erased_find force row level security;
create policy of_organisation on erased_find as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select on erased_find to vigie_app;

create table erasure (
    id uuid not null,
    org_id uuid not null,
    kind text not null,
    record uuid not null,
    cause text not null,
    at timestamp with time zone not null,
    by_person uuid,
    reason_sealed bytea not null,
    compartment_id uuid,
    constraint erasure_pkey PRIMARY KEY (id),
    constraint erasure_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint erasure_cause_check CHECK (cause = ANY (ARRAY['RULE'::text, 'ASKED'::text, 'FOLLOWED'::text, 'REPLAYED'::text])),
    constraint erasure_kind_check CHECK (kind ~ '^[A-Z_]{1,40}$'::text)
);
CREATE INDEX erasure_of_record ON erasure USING btree (org_id, record);
CREATE TRIGGER take_compartment BEFORE INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION take_compartment_of_record();
alter table erasure enable row level security;
alter table erasure force row level security;
create policy for_verification on erasure as permissive for select to vigie_verifier using (true);
create policy need_to_know on erasure as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on erasure as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on erasure to vigie_app;
grant update (reason_sealed, compartment_id) on erasure to vigie_app;
grant select (org_id, kind, record, compartment_id) on erasure to vigie_verifier;

create table exchange_claim (
    source_id uuid not null,
    org_id uuid not null,
    key text not null,
    algorithm text not null,
    hash bytea not null,
    constraint exchange_claim_pkey PRIMARY KEY (source_id, algorithm, hash, key),
    constraint exchange_claim_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint exchange_claim_org_id_source_id_fkey FOREIGN KEY (org_id, source_id) REFERENCES exchange_source(org_id, id),
    constraint exchange_claim_algorithm_check CHECK ((algorithm = ANY (ARRAY['MD5'::text, 'SHA1'::text, 'SHA256'::text, 'PDQ'::text])) OR algorithm ~ '^[a-z0-9]{2,32}$'::text),
    constraint exchange_claim_hash_check CHECK (octet_length(hash) >= 8 AND octet_length(hash) <= 1024),
    constraint exchange_claim_key_check CHECK (length(key) >= 1 AND length(key) <= 200)
);
CREATE INDEX exchange_claim_of_key ON exchange_claim USING btree (source_id, key);
alter table exchange_claim enable row level security;
alter table exchange_claim force row level security;
create policy of_organisation on exchange_claim as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select on exchange_claim to vigie_app;

create table exchange_source (
    id uuid not null,
    org_id uuid not null,
    list_id uuid not null,
    base text not null,
    user_name text not null,
    password_sealed bytea not null,
    exploitative boolean not null,
    checkpoint timestamp with time zone not null,
    range_to timestamp with time zone,
    next_page text,
    next_at timestamp with time zone,
    tried_at timestamp with time zone,
    problem text,
    pages integer not null default 0,
    service text not null default 'NCMEC'::text,
    full_from timestamp with time zone,
    full_to timestamp with time zone,
    full_at timestamp with time zone,
    stopped_at timestamp with time zone,
    constraint exchange_source_pkey PRIMARY KEY (id),
    constraint exchange_source_list_id_key UNIQUE (list_id),
    constraint exchange_source_org_id_id_key UNIQUE (org_id, id),
    constraint exchange_source_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint exchange_source_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint exchange_source_base_check CHECK (length(base) <= 500),
    constraint exchange_source_check CHECK ((range_to IS NULL) = (next_page IS NULL)),
    constraint exchange_source_check1 CHECK ((range_to IS NULL) = (next_at IS NULL)),
    constraint exchange_source_check2 CHECK (range_to IS NOT NULL OR pages = 0),
    constraint exchange_source_check3 CHECK ((full_from IS NULL) = (full_at IS NULL) AND (full_to IS NULL) = (full_at IS NULL)),
    constraint exchange_source_next_page_check CHECK (length(next_page) <= 2000),
    constraint exchange_source_pages_check CHECK (pages >= 0),
    constraint exchange_source_problem_check CHECK (length(problem) <= 200),
    constraint exchange_source_service_check CHECK (service = ANY (ARRAY['NCMEC'::text, 'STOPNCII'::text])),
    constraint exchange_source_user_name_check CHECK (length(user_name) >= 1 AND length(user_name) <= 200)
);
alter table exchange_source enable row level security;
alter table exchange_source force row level security;
create policy of_organisation on exchange_source as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on exchange_source to vigie_app;
grant update (password_sealed) on exchange_source to vigie_app;

create table exposure (
    id uuid not null,
    org_id uuid not null,
    staff_id uuid not null,
    item_id uuid not null,
    form text not null,
    shown_at timestamp with time zone not null,
    millis integer not null,
    constraint exposure_pkey PRIMARY KEY (id),
    constraint exposure_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint exposure_millis_check CHECK (millis >= 0)
);
CREATE INDEX exposure_by_time ON exposure USING btree (org_id, shown_at);
alter table exposure enable row level security;
alter table exposure force row level security;
create policy of_organisation on exposure as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on exposure to vigie_app;

create table hash_entry (
    id bigint not null generated always as identity,
    org_id uuid not null,
    list_id uuid not null,
    algorithm text not null,
    hash bytea not null,
    class text not null,
    material_class text not null,
    source text not null,
    note text not null,
    added_at timestamp with time zone not null,
    import_id uuid not null,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text,
    changed_in xid8 not null default pg_current_xact_id(),
    source_id text not null default ''::text,
    classifier text not null default ''::text,
    version text not null default ''::text,
    classified_at timestamp with time zone,
    affirmed integer not null default 0,
    refuted integer not null default 0,
    constraint hash_entry_pkey PRIMARY KEY (id),
    constraint hash_entry_list_id_algorithm_hash_key UNIQUE (list_id, algorithm, hash),
    constraint hash_entry_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint hash_entry_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES hash_import(org_id, id),
    constraint hash_entry_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint hash_entry_affirmed_check CHECK (affirmed >= 0),
    constraint hash_entry_algorithm_check CHECK (algorithm = ANY (ARRAY['MD5'::text, 'SHA1'::text, 'SHA256'::text, 'PDQ'::text, 'VPDQ'::text])),
    constraint hash_entry_check CHECK (octet_length(hash) =
CASE algorithm
    WHEN 'MD5'::text THEN 16
    WHEN 'SHA1'::text THEN 20
    ELSE 32
END),
    constraint hash_entry_check1 CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    constraint hash_entry_class_check CHECK (length(class) >= 1 AND length(class) <= 64),
    constraint hash_entry_classifier_check CHECK (length(classifier) <= 200),
    constraint hash_entry_id_check CHECK (id < '4503599627370496'::bigint),
    constraint hash_entry_material_class_check CHECK (material_class = ANY (ARRAY['CSAM'::text, 'HARMFUL_ABUSIVE'::text, 'UNMAPPED'::text])),
    constraint hash_entry_note_check CHECK (length(note) <= 1000),
    constraint hash_entry_refuted_check CHECK (refuted >= 0),
    constraint hash_entry_source_check CHECK (length(source) <= 200),
    constraint hash_entry_source_id_check CHECK (length(source_id) <= 200),
    constraint hash_entry_version_check CHECK (length(version) <= 64)
);
CREATE INDEX hash_entry_changed ON hash_entry USING btree (changed_in);
CREATE INDEX hash_entry_of_list ON hash_entry USING btree (list_id, id DESC);
CREATE INDEX hash_entry_of_list_changed ON hash_entry USING btree (list_id, changed_in);
CREATE INDEX hash_entry_of_source ON hash_entry USING btree (list_id, source_id, id);
CREATE INDEX hash_entry_of_videos ON hash_entry USING btree (changed_in) WHERE algorithm = 'VPDQ'::text;
CREATE INDEX hash_entry_withdrawn ON hash_entry USING btree (list_id, algorithm, hash) WHERE withdrawn_at IS NOT NULL;
CREATE TRIGGER count_added AFTER INSERT ON hash_entry REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_added_entries('false');
CREATE TRIGGER count_changed AFTER UPDATE ON hash_entry REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_changed_entries('false');
alter table hash_entry enable row level security;
alter table hash_entry force row level security;
create policy hash_entry_index on hash_entry as permissive for select to vigie_index using (true);
create policy of_organisation on hash_entry as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on hash_entry to vigie_app;
grant select on hash_entry to vigie_index;

create table hash_import (
    id uuid not null,
    org_id uuid not null,
    list_id uuid not null,
    by_kind text not null,
    by_id text not null,
    mapping_version integer not null,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    accepted bigint not null default 0,
    changed bigint not null default 0,
    unchanged bigint not null default 0,
    still_withdrawn bigint not null default 0,
    rejected bigint not null default 0,
    recalled bigint not null default 0,
    opaque bigint not null default 0,
    fingerprint bytea,
    told bigint not null default 0,
    turn integer not null default 0,
    constraint hash_import_pkey PRIMARY KEY (id),
    constraint hash_import_org_id_id_key UNIQUE (org_id, id),
    constraint hash_import_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint hash_import_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint hash_import_fingerprint_check CHECK (octet_length(fingerprint) = 32),
    constraint hash_import_opaque_check CHECK (opaque >= 0),
    constraint hash_import_recalled_check CHECK (recalled >= 0),
    constraint hash_import_told_check CHECK (told >= 0),
    constraint hash_import_turn_check CHECK (turn >= 0)
);
CREATE INDEX hash_import_cut_off ON hash_import USING btree (list_id, fingerprint) WHERE finished_at IS NULL AND fingerprint IS NOT NULL;
CREATE INDEX hash_import_of_list ON hash_import USING btree (list_id, started_at DESC, id);
alter table hash_import enable row level security;
alter table hash_import force row level security;
create policy of_organisation on hash_import as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on hash_import to vigie_app;

create table hash_import_rejected (
    org_id uuid not null,
    import_id uuid not null,
    line bigint not null,
    reason text not null,
    constraint hash_import_rejected_pkey PRIMARY KEY (import_id, line),
    constraint hash_import_rejected_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint hash_import_rejected_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES hash_import(org_id, id)
);
alter table hash_import_rejected enable row level security;
alter table hash_import_rejected force row level security;
create policy of_organisation on hash_import_rejected as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on hash_import_rejected to vigie_app;

create table hash_list (
    id uuid not null,
    org_id uuid not null,
    name text not null,
    exact_notifies boolean not null,
    near_notifies_up_to smallint not null,
    created_at timestamp with time zone not null,
    version integer not null,
    kind text not null default 'MATCH'::text,
    quality_min smallint not null default 50,
    distance_max smallint not null default 31,
    constraint hash_list_pkey PRIMARY KEY (id),
    constraint hash_list_org_id_id_key UNIQUE (org_id, id),
    constraint hash_list_org_id_name_key UNIQUE (org_id, name),
    constraint hash_list_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint hash_list_check CHECK (kind = 'MATCH'::text OR NOT exact_notifies AND near_notifies_up_to = '-1'::integer),
    constraint hash_list_check1 CHECK (kind <> 'NEGATIVE'::text OR distance_max <= 15),
    constraint hash_list_check2 CHECK (kind <> 'IGNORE'::text OR distance_max = '-1'::integer),
    constraint hash_list_distance_max_check CHECK (distance_max >= '-1'::integer AND distance_max <= 31),
    constraint hash_list_kind_check CHECK (kind = ANY (ARRAY['MATCH'::text, 'NEGATIVE'::text, 'IGNORE'::text])),
    constraint hash_list_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
    constraint hash_list_near_notifies_up_to_check CHECK (near_notifies_up_to >= '-1'::integer AND near_notifies_up_to <= 31),
    constraint hash_list_quality_min_check CHECK (quality_min >= 50 AND quality_min <= 100)
);
alter table hash_list enable row level security;
alter table hash_list force row level security;
create policy hash_list_index on hash_list as permissive for select to vigie_index using (true);
create policy of_organisation on hash_list as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on hash_list to vigie_app;
grant select on hash_list to vigie_index;

create table hash_list_policy (
    list_id uuid not null,
    org_id uuid not null,
    version integer not null,
    exact_notifies boolean not null,
    near_notifies_up_to smallint not null,
    quality_min smallint not null,
    distance_max smallint not null,
    since timestamp with time zone not null,
    constraint hash_list_policy_pkey PRIMARY KEY (list_id, version),
    constraint hash_list_policy_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint hash_list_policy_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint hash_list_policy_distance_max_check CHECK (distance_max >= '-1'::integer AND distance_max <= 31),
    constraint hash_list_policy_near_notifies_up_to_check CHECK (near_notifies_up_to >= '-1'::integer AND near_notifies_up_to <= 31),
    constraint hash_list_policy_quality_min_check CHECK (quality_min >= 50 AND quality_min <= 100),
    constraint hash_list_policy_version_check CHECK (version >= 0)
);
alter table hash_list_policy enable row level security;
alter table hash_list_policy force row level security;
create policy of_organisation on hash_list_policy as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on hash_list_policy to vigie_app;

create table host (
    id uuid not null,
    mac bytea not null,
    name bytea not null,
    wake_at timestamp with time zone,
    next_at timestamp with time zone not null,
    lease_until timestamp with time zone not null,
    epoch bigint not null default 0,
    busy boolean not null default false,
    busy_delay_ms integer not null default 0,
    failures integer not null default 0,
    constraint host_pkey PRIMARY KEY (id),
    constraint host_mac_key UNIQUE (mac),
    constraint host_busy_delay_ms_check CHECK (busy_delay_ms >= 0),
    constraint host_epoch_check CHECK (epoch >= 0),
    constraint host_failures_check CHECK (failures >= 0),
    constraint host_mac_check CHECK (length(mac) = 32)
);
CREATE INDEX host_wake ON host USING btree (wake_at) WHERE wake_at IS NOT NULL;
grant delete, insert, select, update on host to vigie_app;
grant update (name) on host to vigie_app;

create table host_robots (
    host_id uuid not null,
    scheme text not null,
    state text not null,
    file bytea,
    tries integer not null,
    valid_until timestamp with time zone not null,
    id uuid not null,
    constraint host_robots_pkey PRIMARY KEY (id),
    constraint host_robots_host_id_scheme_key UNIQUE (host_id, scheme),
    constraint host_robots_host_id_fkey FOREIGN KEY (host_id) REFERENCES host(id),
    constraint host_robots_check CHECK ((state = 'FILE'::text) = (file IS NOT NULL)),
    constraint host_robots_scheme_check CHECK (scheme = ANY (ARRAY['http'::text, 'https'::text])),
    constraint host_robots_state_check CHECK (state = ANY (ARRAY['FILE'::text, 'NO_RULES'::text, 'UNREACHABLE'::text, 'REFUSED'::text])),
    constraint host_robots_tries_check CHECK (tries >= 0)
);
grant delete, insert, select, update on host_robots to vigie_app;
grant update (file) on host_robots to vigie_app;

create table incident (
    id uuid not null,
    number bigint not null generated always as identity,
    org_id uuid not null,
    report_id uuid not null,
    address_sealed bytea,
    address_mac bytea,
    host_mac bytea,
    received_at timestamp with time zone not null,
    fetching text not null,
    started_at timestamp with time zone,
    compartment_id uuid,
    in_audit boolean not null default false,
    late boolean not null default false,
    fetch_first boolean not null default false,
    constraint incident_pkey PRIMARY KEY (id),
    constraint incident_number_key UNIQUE (number),
    constraint incident_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint incident_org_id_report_id_fkey FOREIGN KEY (org_id, report_id) REFERENCES report(org_id, id),
    constraint incident_address_kept CHECK ((address_sealed IS NULL) = (fetching = 'ERASED'::text) AND (address_mac IS NULL) = (fetching = 'ERASED'::text) AND (host_mac IS NULL) = (fetching = 'ERASED'::text)),
    constraint incident_address_mac_check CHECK (octet_length(address_mac) = 32),
    constraint incident_check CHECK ((fetching = 'STARTED'::text) = (started_at IS NOT NULL)),
    constraint incident_fetching_check CHECK (fetching = ANY (ARRAY['WAITING'::text, 'STARTED'::text, 'JOINED'::text, 'HELD_BACK'::text, 'ERASED'::text])),
    constraint incident_host_mac_check CHECK (octet_length(host_mac) = 32)
);
CREATE INDEX incident_exact ON incident USING btree (org_id, received_at) WHERE received_at <> (date_trunc('day'::text, (received_at AT TIME ZONE 'UTC'::text)) AT TIME ZONE 'UTC'::text);
CREATE INDEX incident_late ON incident USING btree (org_id) WHERE late;
CREATE INDEX incident_newest ON incident USING btree (org_id, number DESC);
CREATE INDEX incident_not_in_audit ON incident USING btree (org_id) WHERE NOT in_audit;
CREATE INDEX incident_of_address ON incident USING btree (org_id, address_mac, received_at);
CREATE INDEX incident_of_report ON incident USING btree (report_id);
CREATE INDEX incident_started ON incident USING btree (org_id, started_at) WHERE fetching = 'STARTED'::text;
CREATE TRIGGER move_parts AFTER UPDATE OF compartment_id ON incident FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_lead_of_incident();
CREATE TRIGGER take_compartment BEFORE INSERT ON incident FOR EACH ROW EXECUTE FUNCTION take_compartment_of_report();
alter table incident enable row level security;
alter table incident force row level security;
create policy need_to_know on incident as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on incident as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on incident to vigie_app;
grant update (address_sealed, compartment_id) on incident to vigie_app;

create table item (
    id uuid not null,
    org_id uuid not null,
    address_sealed bytea,
    address_mac bytea,
    host_sealed bytea,
    host_mac bytea,
    state text not null,
    hold_reason text,
    spell integer not null,
    first_seen timestamp with time zone not null,
    state_since timestamp with time zone not null,
    version integer not null,
    compartment_id uuid,
    erased_at timestamp with time zone,
    constraint item_pkey PRIMARY KEY (id),
    constraint item_org_id_address_mac_key UNIQUE (org_id, address_mac),
    constraint item_org_id_id_key UNIQUE (org_id, id),
    constraint item_org_id_compartment_id_fkey FOREIGN KEY (org_id, compartment_id) REFERENCES compartment(org_id, id),
    constraint item_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint item_address_mac_check CHECK (octet_length(address_mac) = 32),
    constraint item_check CHECK ((state = 'HELD'::text) = (hold_reason IS NOT NULL)),
    constraint item_erased CHECK ((address_sealed IS NULL) = (erased_at IS NOT NULL) AND (address_mac IS NULL) = (erased_at IS NOT NULL) AND (host_sealed IS NULL) = (erased_at IS NOT NULL) AND (host_mac IS NULL) = (erased_at IS NOT NULL)),
    constraint item_erased_when_closed CHECK (erased_at IS NULL OR (state = ANY (ARRAY['GONE'::text, 'DISMISSED'::text, 'UNCONFIRMED'::text]))),
    constraint item_host_mac_check CHECK (octet_length(host_mac) = 32),
    constraint item_spell_check CHECK (spell > 0),
    constraint item_state_check CHECK (state = ANY (ARRAY['MATCHED'::text, 'CONFIRMED'::text, 'HELD'::text, 'NOTIFIED'::text, 'GONE'::text, 'DISMISSED'::text, 'UNCONFIRMED'::text]))
);
CREATE INDEX item_by_host ON item USING btree (org_id, host_mac);
CREATE INDEX item_by_state ON item USING btree (org_id, state, first_seen DESC, id DESC);
CREATE INDEX item_closed ON item USING btree (org_id, id) WHERE erased_at IS NULL AND (state = ANY (ARRAY['GONE'::text, 'DISMISSED'::text, 'UNCONFIRMED'::text]));
CREATE INDEX item_closed_since ON item USING btree (org_id, state_since) WHERE erased_at IS NULL AND (state = ANY (ARRAY['GONE'::text, 'DISMISSED'::text, 'UNCONFIRMED'::text]));
CREATE INDEX item_in_compartment ON item USING btree (compartment_id) WHERE compartment_id IS NOT NULL;
CREATE INDEX item_newest ON item USING btree (org_id, first_seen DESC, id DESC);
CREATE TRIGGER move_holds AFTER UPDATE OF compartment_id ON item FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_holds_of_record();
CREATE TRIGGER move_parts AFTER UPDATE OF compartment_id ON item FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_parts_of_item();
CREATE TRIGGER only_members BEFORE UPDATE ON item FOR EACH ROW WHEN (old.compartment_id IS NOT NULL AND old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION only_members_take_out();
alter table item enable row level security;
alter table item force row level security;
create policy need_to_know on item as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on item as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on item to vigie_app;
grant update (address_sealed, host_sealed) on item to vigie_app;

create table item_event (
    id uuid not null,
    number bigint not null generated always as identity,
    org_id uuid not null,
    item_id uuid not null,
    spell integer not null,
    kind text not null,
    at timestamp with time zone not null,
    facts jsonb not null,
    words_sealed bytea,
    compartment_id uuid,
    constraint item_event_pkey PRIMARY KEY (id),
    constraint item_event_number_key UNIQUE (number),
    constraint item_event_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint item_event_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint item_event_kind_check CHECK (kind = ANY (ARRAY['MATCHED'::text, 'MATCHED_AGAIN'::text, 'CONFIRMED'::text, 'UNCONFIRMED'::text, 'HELD'::text, 'RELEASED'::text, 'DISMISSED'::text, 'NOTIFIED'::text, 'STILL_UP'::text, 'MISSED'::text, 'GONE'::text, 'REAPPEARED'::text]))
);
CREATE INDEX item_event_of_item ON item_event USING btree (item_id, number);
CREATE INDEX item_event_with_words ON item_event USING btree (org_id) WHERE words_sealed IS NOT NULL;
CREATE TRIGGER take_compartment BEFORE INSERT ON item_event FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table item_event enable row level security;
alter table item_event force row level security;
create policy need_to_know on item_event as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on item_event as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on item_event to vigie_app;
grant update (words_sealed, compartment_id) on item_event to vigie_app;

create table item_match (
    org_id uuid not null,
    item_id uuid not null,
    sighting_id uuid not null,
    list_id uuid not null,
    list_name text not null,
    entry_id bigint not null,
    algorithm text not null,
    entry_hash bytea not null,
    kind text not null,
    distance smallint not null,
    material_class text not null,
    may_notify boolean not null,
    matched_at timestamp with time zone not null,
    compartment_id uuid,
    stretches integer[] not null default '{}'::integer[],
    known_stretches integer[] not null default '{}'::integer[],
    seen_share smallint,
    known_share smallint,
    constraint item_match_pkey PRIMARY KEY (sighting_id, entry_id, kind),
    constraint item_match_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint item_match_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint item_match_org_id_sighting_id_fkey FOREIGN KEY (org_id, sighting_id) REFERENCES sighting(org_id, id),
    constraint item_match_algorithm_check CHECK (algorithm = ANY (ARRAY['MD5'::text, 'SHA1'::text, 'SHA256'::text, 'PDQ'::text, 'VPDQ'::text])),
    constraint item_match_check CHECK (kind = 'NEAR'::text OR distance = 0),
    constraint item_match_distance_check CHECK (distance >= 0 AND distance <= 31),
    constraint item_match_kind_check CHECK (kind = ANY (ARRAY['EXACT'::text, 'NEAR'::text])),
    constraint item_match_known_share_check CHECK (known_share >= 0 AND known_share <= 10000),
    constraint item_match_known_stretches_check CHECK ((cardinality(known_stretches) % 2) = 0),
    constraint item_match_material_class_check CHECK (material_class = ANY (ARRAY['CSAM'::text, 'HARMFUL_ABUSIVE'::text, 'UNMAPPED'::text])),
    constraint item_match_near_is_perceptual CHECK ((kind = 'NEAR'::text) = (algorithm = ANY (ARRAY['PDQ'::text, 'VPDQ'::text]))),
    constraint item_match_seen_share_check CHECK (seen_share >= 0 AND seen_share <= 10000),
    constraint item_match_stretches_check CHECK ((cardinality(stretches) % 3) = 0 AND cardinality(stretches) <= 60),
    constraint item_match_video_is_whole CHECK ((algorithm = 'VPDQ'::text) = (seen_share IS NOT NULL AND known_share IS NOT NULL) AND cardinality(known_stretches) =
CASE
    WHEN algorithm = 'VPDQ'::text THEN cardinality(stretches) / 3 * 2
    ELSE 0
END)
);
CREATE INDEX item_match_of_entry ON item_match USING btree (entry_id);
CREATE INDEX item_match_of_item ON item_match USING btree (item_id, matched_at);
CREATE TRIGGER take_compartment BEFORE INSERT ON item_match FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table item_match enable row level security;
alter table item_match force row level security;
create policy need_to_know on item_match as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on item_match as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on item_match to vigie_app;

create table item_page (
    id uuid not null,
    org_id uuid not null,
    item_id uuid not null,
    page_sealed bytea not null,
    page_mac bytea not null,
    first_seen timestamp with time zone not null,
    compartment_id uuid,
    constraint item_page_pkey PRIMARY KEY (id),
    constraint item_page_item_id_page_mac_key UNIQUE (item_id, page_mac),
    constraint item_page_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint item_page_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint item_page_page_mac_check CHECK (octet_length(page_mac) = 32)
);
CREATE INDEX item_page_of_page ON item_page USING btree (org_id, page_mac);
CREATE TRIGGER take_compartment BEFORE INSERT ON item_page FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table item_page enable row level security;
alter table item_page force row level security;
create policy need_to_know on item_page as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on item_page as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select on item_page to vigie_app;
grant update (page_sealed, compartment_id) on item_page to vigie_app;

create table item_spell (
    org_id uuid not null,
    item_id uuid not null,
    number integer not null,
    first_seen timestamp with time zone not null,
    confirmed_at timestamp with time zone,
    notified_at timestamp with time zone,
    last_seen_up timestamp with time zone not null,
    last_missed timestamp with time zone,
    first_seen_down timestamp with time zone,
    gone_at timestamp with time zone,
    compartment_id uuid,
    constraint item_spell_pkey PRIMARY KEY (item_id, number),
    constraint item_spell_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint item_spell_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint item_spell_check1 CHECK (last_seen_up >= first_seen),
    constraint item_spell_check2 CHECK ((gone_at IS NULL) = (first_seen_down IS NULL)),
    constraint item_spell_check3 CHECK (first_seen_down IS NULL OR first_seen_down >= last_seen_up),
    constraint item_spell_number_check CHECK (number > 0)
);
CREATE TRIGGER take_compartment BEFORE INSERT ON item_spell FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table item_spell enable row level security;
alter table item_spell force row level security;
create policy need_to_know on item_spell as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on item_spell as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on item_spell to vigie_app;

create table known_video (
    entry_id bigint not null,
    org_id uuid not null,
    frames bytea not null,
    frame_count integer not null generated always as ((octet_length(frames) / 41)) stored,
    constraint known_video_pkey PRIMARY KEY (entry_id),
    constraint known_video_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES hash_entry(id),
    constraint known_video_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint known_video_frames_check CHECK ((octet_length(frames) % 41) = 0 AND octet_length(frames) >= 41 AND octet_length(frames) <= 1476000)
);
alter table known_video enable row level security;
alter table known_video force row level security;
create policy known_video_index on known_video as permissive for select to vigie_index using (true);
create policy of_organisation on known_video as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on known_video to vigie_app;
grant select on known_video to vigie_index;

create table lead (
    id uuid not null,
    org_id uuid not null,
    purpose text not null,
    scope text not null,
    depth integer not null,
    budget integer not null,
    spent integer not null default 0,
    delay_ms integer not null,
    robots text not null,
    subject uuid not null,
    links_cut integer not null default 0,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    stopped_at timestamp with time zone,
    compartment_id uuid,
    constraint lead_pkey PRIMARY KEY (id),
    constraint lead_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint lead_budget_check CHECK (budget > 0),
    constraint lead_check CHECK (spent >= 0 AND spent <= budget),
    constraint lead_check1 CHECK (finished_at >= started_at),
    constraint lead_delay_ms_check CHECK (delay_ms >= 0),
    constraint lead_depth_check CHECK (depth >= 0 AND depth <= 20),
    constraint lead_links_cut_check CHECK (links_cut >= 0),
    constraint lead_purpose_check CHECK (purpose = ANY (ARRAY['SEED'::text, 'REPORT'::text, 'REVISIT'::text])),
    constraint lead_robots_check CHECK (robots = ANY (ARRAY['RFC9309'::text, 'REPORTED_ADDRESS'::text])),
    constraint lead_scope_check CHECK (scope = ANY (ARRAY['EXACT'::text, 'HOST'::text, 'DOMAIN'::text])),
    constraint lead_stopped_in_time CHECK (stopped_at >= started_at)
);
CREATE INDEX lead_newest ON lead USING btree (org_id, started_at DESC, id);
CREATE INDEX lead_of_subject ON lead USING btree (subject);
CREATE TRIGGER take_compartment BEFORE INSERT ON lead FOR EACH ROW EXECUTE FUNCTION take_compartment_of_incident();
CREATE TRIGGER take_compartment_again BEFORE UPDATE OF subject ON lead FOR EACH ROW WHEN (new.subject <> new.id) EXECUTE FUNCTION take_compartment_of_incident();
alter table lead enable row level security;
alter table lead force row level security;
create policy need_to_know on lead as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on lead as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on lead to vigie_app;

create table legal_hold (
    id uuid not null,
    org_id uuid not null,
    kind text not null,
    number bigint,
    record uuid not null,
    reason_sealed bytea not null,
    placed_by uuid not null,
    placed_at timestamp with time zone not null,
    lift_reason_sealed bytea,
    lifted_by uuid,
    lifted_at timestamp with time zone,
    compartment_id uuid,
    constraint legal_hold_pkey PRIMARY KEY (id),
    constraint legal_hold_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint legal_hold_check CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    constraint legal_hold_check1 CHECK ((lifted_at IS NULL) = (lift_reason_sealed IS NULL)),
    constraint legal_hold_kind_check CHECK (kind ~ '^[A-Z_]{1,40}$'::text)
);
CREATE INDEX legal_hold_lifted ON legal_hold USING btree (org_id, lifted_at DESC) WHERE lifted_at IS NOT NULL;
CREATE UNIQUE INDEX legal_hold_present ON legal_hold USING btree (org_id, record) WHERE lifted_at IS NULL;
CREATE TRIGGER take_compartment BEFORE INSERT ON legal_hold FOR EACH ROW EXECUTE FUNCTION take_compartment_of_record();
alter table legal_hold enable row level security;
alter table legal_hold force row level security;
create policy need_to_know on legal_hold as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on legal_hold as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on legal_hold to vigie_app;
grant update (reason_sealed, lift_reason_sealed) on legal_hold to vigie_app;

create table limit_day (
    org_id uuid not null,
    name text not null,
    whose uuid not null,
    day date not null,
    used integer not null,
    constraint limit_day_pkey PRIMARY KEY (org_id, name, whose, day),
    constraint limit_day_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint limit_day_name_check CHECK (length(name) >= 1 AND length(name) <= 60),
    constraint limit_day_used_check CHECK (used >= 0)
);
alter table limit_day enable row level security;
alter table limit_day force row level security;
create policy of_organisation on limit_day as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on limit_day to vigie_app;

create table list_count (
    id bigint not null generated always as identity,
    org_id uuid not null,
    list_id uuid not null,
    opaque boolean not null,
    material_class text not null,
    entries bigint not null,
    constraint list_count_pkey PRIMARY KEY (id),
    constraint list_count_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint list_count_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint list_count_entries_check CHECK (entries <> 0),
    constraint list_count_material_class_check CHECK (material_class = ANY (ARRAY['CSAM'::text, 'HARMFUL_ABUSIVE'::text, 'UNMAPPED'::text]))
);
CREATE INDEX list_count_of_list ON list_count USING btree (list_id, id);
alter table list_count enable row level security;
alter table list_count force row level security;
create policy of_organisation on list_count as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on list_count to vigie_app;

create table media (
    sha256 bytea not null,
    sha1 bytea not null,
    md5 bytea not null,
    pdq bytea,
    pdq_quality integer not null,
    undecodable text,
    frames bytea,
    mode text not null default 'full-resolution'::text,
    number bigint not null generated always as identity,
    added_in xid8 not null default pg_current_xact_id(),
    constraint media_pkey PRIMARY KEY (sha256),
    constraint media_number_key UNIQUE (number),
    constraint media_check1 CHECK (pdq IS NOT NULL OR pdq_quality = 0),
    constraint media_frames_check CHECK (octet_length(frames) >= 41 AND octet_length(frames) <= 200000),
    constraint media_has_hash CHECK (pdq IS NOT NULL OR frames IS NOT NULL OR undecodable IS NOT NULL),
    constraint media_md5_check CHECK (length(md5) = 16),
    constraint media_mode_check CHECK (mode = ANY (ARRAY['full-resolution'::text, 'reduced'::text, '512-first'::text])),
    constraint media_pdq_check CHECK (length(pdq) = 32),
    constraint media_pdq_is_whole CHECK (pdq IS NULL OR undecodable IS NULL AND frames IS NULL),
    constraint media_pdq_quality_check CHECK (pdq_quality >= 0 AND pdq_quality <= 100),
    constraint media_sha1_check CHECK (length(sha1) = 20),
    constraint media_sha256_check CHECK (length(sha256) = 32),
    constraint media_undecodable_check CHECK (length(undecodable) <= 40)
);
CREATE INDEX media_added ON media USING btree (added_in);
CREATE INDEX media_of_md5 ON media USING btree (md5);
CREATE INDEX media_of_sha1 ON media USING btree (sha1);
CREATE INDEX media_of_video ON media USING btree (sha256) WHERE frames IS NOT NULL;
grant delete, insert, select on media to vigie_app;

create table notice (
    id uuid not null,
    org_id uuid not null,
    first_id uuid not null,
    reminder integer not null default 0,
    contact_id uuid,
    material_class text not null,
    language text not null,
    state text not null,
    hold_cause text,
    lifted_cause text,
    message_id text not null,
    letter_sealed bytea,
    tries integer not null default 0,
    uncertain_tries integer not null default 0,
    last_reply text,
    created_at timestamp with time zone not null,
    tried_at timestamp with time zone,
    next_try_at timestamp with time zone,
    sent_at timestamp with time zone,
    closed_at timestamp with time zone,
    words_sealed bytea,
    version integer not null default 0,
    compartment_id uuid,
    erased_at timestamp with time zone,
    constraint notice_pkey PRIMARY KEY (id),
    constraint notice_message_id_key UNIQUE (message_id),
    constraint notice_org_id_first_id_reminder_key UNIQUE (org_id, first_id, reminder),
    constraint notice_org_id_id_key UNIQUE (org_id, id),
    constraint notice_org_id_compartment_id_fkey FOREIGN KEY (org_id, compartment_id) REFERENCES compartment(org_id, id),
    constraint notice_org_id_first_id_fkey FOREIGN KEY (org_id, first_id) REFERENCES notice(org_id, id),
    constraint notice_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint notice_check CHECK (uncertain_tries >= 0 AND uncertain_tries <= tries),
    constraint notice_check1 CHECK ((first_id = id) = (reminder = 0)),
    constraint notice_check2 CHECK ((state = 'HELD'::text) = (hold_cause IS NOT NULL)),
    constraint notice_check3 CHECK ((sent_at IS NOT NULL) = (state = ANY (ARRAY['SENT'::text, 'BOUNCED'::text]))),
    constraint notice_check4 CHECK ((closed_at IS NOT NULL) = (state = ANY (ARRAY['SENT'::text, 'BOUNCED'::text, 'REFUSED'::text, 'DECLINED'::text, 'WITHDRAWN'::text]))),
    constraint notice_check6 CHECK (contact_id IS NOT NULL OR (state = ANY (ARRAY['HELD'::text, 'DECLINED'::text, 'WITHDRAWN'::text]))),
    constraint notice_erased CHECK (erased_at IS NULL OR letter_sealed IS NULL AND words_sealed IS NULL AND closed_at IS NOT NULL),
    constraint notice_hold_cause_check CHECK (hold_cause = ANY (ARRAY['NON_DISCLOSURE'::text, 'POLICE'::text, 'NO_CONTACT'::text, 'NEW_CONTACT'::text])),
    constraint notice_language_check CHECK (language = ANY (ARRAY['en'::text, 'fr'::text])),
    constraint notice_last_reply_check CHECK (length(last_reply) <= 60),
    constraint notice_letter_kept CHECK (letter_sealed IS NOT NULL OR erased_at IS NOT NULL OR (state <> ALL (ARRAY['SENDING'::text, 'UNCERTAIN'::text, 'SENT'::text, 'BOUNCED'::text]))),
    constraint notice_lifted_cause_check CHECK (lifted_cause = ANY (ARRAY['NON_DISCLOSURE'::text, 'POLICE'::text])),
    constraint notice_material_class_check CHECK (material_class = ANY (ARRAY['CSAM'::text, 'HARMFUL_ABUSIVE'::text, 'UNMAPPED'::text])),
    constraint notice_message_id_check CHECK (message_id ~ '^<[^<>\s]+@[^<>\s]+>$'::text),
    constraint notice_reminder_check CHECK (reminder >= 0),
    constraint notice_state_check CHECK (state = ANY (ARRAY['DRAFT'::text, 'HELD'::text, 'QUEUED'::text, 'SENDING'::text, 'UNCERTAIN'::text, 'SENT'::text, 'BOUNCED'::text, 'REFUSED'::text, 'DECLINED'::text, 'WITHDRAWN'::text])),
    constraint notice_tries_check CHECK (tries >= 0)
);
CREATE INDEX notice_by_state ON notice USING btree (org_id, state, created_at DESC, id DESC);
CREATE INDEX notice_closed ON notice USING btree (org_id, id) WHERE erased_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX notice_closed_at ON notice USING btree (org_id, closed_at) WHERE erased_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX notice_in_compartment ON notice USING btree (compartment_id) WHERE compartment_id IS NOT NULL;
CREATE INDEX notice_newest ON notice USING btree (org_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX notice_open_draft ON notice USING btree (org_id, contact_id, material_class, COALESCE(compartment_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE state = 'DRAFT'::text;
CREATE INDEX notice_tried ON notice USING btree (org_id, tried_at) WHERE tried_at IS NOT NULL;
CREATE TRIGGER move_holds AFTER UPDATE OF compartment_id ON notice FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_holds_of_record();
CREATE TRIGGER only_members BEFORE UPDATE ON notice FOR EACH ROW WHEN (old.compartment_id IS NOT NULL AND old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION only_members_take_out();
alter table notice enable row level security;
alter table notice force row level security;
create policy need_to_know on notice as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on notice as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on notice to vigie_app;
grant update (letter_sealed, words_sealed) on notice to vigie_app;

create table notice_item (
    id uuid not null,
    org_id uuid not null,
    notice_id uuid not null,
    item_id uuid not null,
    spell integer not null,
    asking boolean not null,
    added_at timestamp with time zone not null,
    left_out text,
    compartment_id uuid,
    constraint notice_item_pkey PRIMARY KEY (id),
    constraint notice_item_notice_id_item_id_key UNIQUE (notice_id, item_id),
    constraint notice_item_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint notice_item_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint notice_item_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notice(org_id, id),
    constraint notice_item_left_out_check CHECK (left_out = ANY (ARRAY['MOVED'::text, 'CLOSED'::text, 'ENTRY_STOPPED'::text])),
    constraint notice_item_spell_check CHECK (spell > 0)
);
CREATE UNIQUE INDEX notice_item_asked_once ON notice_item USING btree (org_id, item_id, spell) WHERE asking;
CREATE INDEX notice_item_of_item ON notice_item USING btree (item_id, spell);
CREATE TRIGGER take_compartment BEFORE INSERT ON notice_item FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table notice_item enable row level security;
alter table notice_item force row level security;
create policy need_to_know on notice_item as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on notice_item as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on notice_item to vigie_app;

create table opaque_entry (
    id bigint not null generated always as identity,
    org_id uuid not null,
    list_id uuid not null,
    system text not null,
    value bytea not null,
    class text not null,
    material_class text not null,
    source text not null,
    source_id text not null,
    added_at timestamp with time zone not null,
    import_id uuid not null,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text,
    constraint opaque_entry_pkey PRIMARY KEY (id),
    constraint opaque_entry_list_id_system_value_key UNIQUE (list_id, system, value),
    constraint opaque_entry_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint opaque_entry_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES hash_import(org_id, id),
    constraint opaque_entry_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint opaque_entry_check CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    constraint opaque_entry_class_check CHECK (length(class) >= 1 AND length(class) <= 64),
    constraint opaque_entry_id_check CHECK (id >= '4503599627370496'::bigint),
    constraint opaque_entry_material_class_check CHECK (material_class = ANY (ARRAY['CSAM'::text, 'HARMFUL_ABUSIVE'::text, 'UNMAPPED'::text])),
    constraint opaque_entry_source_check CHECK (length(source) <= 200),
    constraint opaque_entry_source_id_check CHECK (length(source_id) <= 200),
    constraint opaque_entry_system_check CHECK (system ~ '^[a-z0-9]{2,32}$'::text),
    constraint opaque_entry_value_check CHECK (octet_length(value) >= 8 AND octet_length(value) <= 1024),
    constraint opaque_entry_withdrawn_reason_check CHECK (length(withdrawn_reason) >= 1 AND length(withdrawn_reason) <= 500)
);
CREATE INDEX opaque_entry_of_source ON opaque_entry USING btree (list_id, source_id);
CREATE INDEX opaque_entry_of_system ON opaque_entry USING btree (org_id, system, id);
CREATE INDEX opaque_entry_of_value ON opaque_entry USING btree (org_id, system, value);
CREATE TRIGGER count_added AFTER INSERT ON opaque_entry REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_added_entries('true');
CREATE TRIGGER count_changed AFTER UPDATE ON opaque_entry REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_changed_entries('true');
alter table opaque_entry enable row level security;
alter table opaque_entry force row level security;
create policy of_organisation on opaque_entry as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on opaque_entry to vigie_app;

create table organisation (
    id uuid not null,
    name text not null,
    created_at timestamp with time zone not null default now(),
    kind text not null,
    constraint organisation_pkey PRIMARY KEY (id),
    constraint organisation_kind_check CHECK (kind = ANY (ARRAY['HOTLINE'::text, 'PARTNER_HOTLINE'::text, 'NATIONAL_POLICE_CENTRE'::text, 'POLICE_SERVICE'::text, 'CROWN_OFFICE'::text, 'ADVOCACY_CENTRE'::text, 'PROVIDER'::text, 'PUBLIC_SAFETY_DEPARTMENT'::text])),
    constraint organisation_name_check CHECK (length(name) >= 1 AND length(name) <= 200)
);
grant insert, select on organisation to vigie_app;

create table organisation_sign_in (
    org_id uuid not null,
    code text not null,
    issuer text not null,
    client_id text not null,
    secret_sealed bytea not null,
    changed_at timestamp with time zone not null,
    constraint organisation_sign_in_pkey PRIMARY KEY (org_id),
    constraint organisation_sign_in_code_key UNIQUE (code),
    constraint organisation_sign_in_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint organisation_sign_in_client_id_check CHECK (length(client_id) >= 1 AND length(client_id) <= 200),
    constraint organisation_sign_in_code_check CHECK (code ~ '^[a-z0-9][a-z0-9-]{3,39}$'::text),
    constraint organisation_sign_in_issuer_check CHECK (length(issuer) >= 8 AND length(issuer) <= 300)
);
alter table organisation_sign_in enable row level security;
alter table organisation_sign_in force row level security;
create policy for_sign_in on organisation_sign_in as permissive for select to vigie_owner using (true);
create policy of_organisation on organisation_sign_in as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on organisation_sign_in to vigie_app;
grant update (secret_sealed) on organisation_sign_in to vigie_app;

create table passkey (
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    credential_id bytea not null,
    attested_data bytea not null,
    sign_count bigint not null,
    transports text[] not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    label text not null,
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone,
    constraint passkey_pkey PRIMARY KEY (id),
    constraint passkey_credential_id_key UNIQUE (credential_id),
    constraint passkey_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint passkey_attested_data_check CHECK (length(attested_data) >= 1 AND length(attested_data) <= 4096),
    constraint passkey_check CHECK (backup_eligible OR NOT backed_up),
    constraint passkey_credential_id_check CHECK (length(credential_id) >= 1 AND length(credential_id) <= 1023),
    constraint passkey_label_check CHECK (length(label) >= 1 AND length(label) <= 60),
    constraint passkey_sign_count_check CHECK (sign_count >= 0 AND sign_count <= '4294967295'::bigint),
    constraint passkey_transports_check CHECK (cardinality(transports) <= 8)
);
CREATE INDEX passkey_of_person ON passkey USING btree (person_id, created_at, id);
alter table passkey enable row level security;
alter table passkey force row level security;
create policy for_sign_in on passkey as permissive for select to vigie_owner using (true);
create policy of_organisation on passkey as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on passkey to vigie_app;

create table person (
    id uuid not null,
    org_id uuid not null,
    name text not null,
    sign_in_name text,
    state text not null,
    password_hash text,
    totp_sealed bytea,
    totp_last_step bigint not null default 0,
    created_at timestamp with time zone not null,
    version integer not null default 0,
    last_signed_in_on date,
    reviewed_on date,
    left_on date,
    oidc_mac bytea,
    oidc_issuer text,
    totp_of_invitation boolean not null default false,
    operator_invited_at timestamp with time zone,
    constraint person_pkey PRIMARY KEY (id),
    constraint one_person_of_a_subject UNIQUE (org_id, oidc_mac),
    constraint person_sign_in_name_key UNIQUE (sign_in_name),
    constraint person_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint active_person_has_a_name CHECK (state <> 'ACTIVE'::text OR sign_in_name IS NOT NULL),
    constraint authenticator_beside_a_password CHECK (password_hash IS NULL OR totp_sealed IS NOT NULL),
    constraint issuer_of_a_subject CHECK (oidc_issuer IS NULL OR oidc_mac IS NOT NULL),
    constraint person_check1 CHECK ((state <> ALL (ARRAY['INVITED'::text, 'GUEST'::text])) OR sign_in_name IS NULL AND password_hash IS NULL),
    constraint person_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
    constraint person_oidc_issuer_check CHECK (length(oidc_issuer) >= 8 AND length(oidc_issuer) <= 300),
    constraint person_oidc_mac_check CHECK (length(oidc_mac) = 32),
    constraint person_sign_in_name_check CHECK (sign_in_name = lower(sign_in_name) AND length(sign_in_name) >= 3 AND length(sign_in_name) <= 100),
    constraint person_state_check CHECK (state = ANY (ARRAY['INVITED'::text, 'ACTIVE'::text, 'BLOCKED'::text, 'GUEST'::text])),
    constraint who_left_is_blocked CHECK (left_on IS NULL OR state = 'BLOCKED'::text)
);
CREATE INDEX person_of_organisation ON person USING btree (org_id, name, id);
CREATE INDEX person_operator_invited ON person USING btree (org_id, operator_invited_at) WHERE operator_invited_at IS NOT NULL;
alter table person enable row level security;
alter table person force row level security;
create policy for_sign_in on person as permissive for select to vigie_owner using (true);
create policy of_organisation on person as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on person to vigie_app;
grant update (totp_sealed) on person to vigie_app;

create table person_admission (
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    role text not null,
    invited boolean not null,
    admitted_by uuid not null,
    admitted_at timestamp with time zone not null,
    constraint person_admission_pkey PRIMARY KEY (id),
    constraint person_admission_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint person_admission_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint person_admission_role_check CHECK (role = ANY (ARRAY['ADMINISTRATOR'::text, 'ANALYST'::text, 'LIST_KEEPER'::text, 'AUDITOR'::text, 'OBSERVER'::text]))
);
CREATE INDEX person_admission_lately ON person_admission USING btree (org_id, admitted_at);
CREATE INDEX person_admission_of ON person_admission USING btree (person_id, admitted_at);
alter table person_admission enable row level security;
alter table person_admission force row level security;
create policy of_organisation on person_admission as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select on person_admission to vigie_app;

create table person_link (
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    purpose text not null,
    token_mac bytea not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint person_link_pkey PRIMARY KEY (id),
    constraint person_link_token_mac_key UNIQUE (token_mac),
    constraint person_link_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint person_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint person_link_purpose_check CHECK (purpose = ANY (ARRAY['ENROLMENT'::text, 'SIGN_IN'::text])),
    constraint person_link_token_mac_check CHECK (length(token_mac) = 32)
);
CREATE INDEX person_link_of_person ON person_link USING btree (person_id);
alter table person_link enable row level security;
alter table person_link force row level security;
create policy for_sign_in on person_link as permissive for select to vigie_owner using (true);
create policy of_organisation on person_link as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on person_link to vigie_app;

create table person_role (
    person_id uuid not null,
    org_id uuid not null,
    role text not null,
    constraint person_role_pkey PRIMARY KEY (person_id, role),
    constraint person_role_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint person_role_role_check CHECK (role = ANY (ARRAY['ADMINISTRATOR'::text, 'ANALYST'::text, 'LIST_KEEPER'::text, 'AUDITOR'::text, 'OBSERVER'::text]))
);
alter table person_role enable row level security;
alter table person_role force row level security;
create policy of_organisation on person_role as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on person_role to vigie_app;

create table person_session (
    session_mac bytea not null,
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    person_version integer not null,
    node text not null,
    browser text not null,
    system text not null,
    opened_at timestamp with time zone not null,
    opened_with text not null,
    seen_at timestamp with time zone not null,
    proven_at timestamp with time zone,
    proven_with text not null,
    constraint person_session_pkey PRIMARY KEY (session_mac),
    constraint person_session_id_key UNIQUE (id),
    constraint person_session_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint person_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint person_session_browser_check CHECK (browser = ANY (ARRAY['FIREFOX'::text, 'CHROME'::text, 'EDGE'::text, 'SAFARI'::text, 'OTHER'::text])),
    constraint person_session_node_check CHECK (length(node) >= 1 AND length(node) <= 40),
    constraint person_session_opened_with_check CHECK (opened_with = ANY (ARRAY['PASSKEY'::text, 'PASSWORD_AND_CODE'::text, 'RECOVERY_CODE'::text, 'ONE_TIME_LINK'::text, 'OIDC'::text])),
    constraint person_session_proven_with_check CHECK (proven_with = ANY (ARRAY['PASSKEY'::text, 'PASSWORD_AND_CODE'::text, 'RECOVERY_CODE'::text, 'ONE_TIME_LINK'::text, 'OIDC'::text])),
    constraint person_session_session_mac_check CHECK (length(session_mac) = 32),
    constraint person_session_system_check CHECK (system = ANY (ARRAY['WINDOWS'::text, 'MACOS'::text, 'LINUX'::text, 'ANDROID'::text, 'IOS'::text, 'OTHER'::text]))
);
CREATE INDEX person_session_of_node ON person_session USING btree (org_id, node);
CREATE INDEX person_session_of_person ON person_session USING btree (person_id, opened_at DESC);
CREATE INDEX person_session_oldest ON person_session USING btree (org_id, seen_at);
alter table person_session enable row level security;
alter table person_session force row level security;
create policy of_organisation on person_session as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on person_session to vigie_app;

create table platform_table (
    name text not null,
    reason text not null,
    constraint platform_table_pkey PRIMARY KEY (name)
);
grant select on platform_table to vigie_app;

create table provider (
    id uuid not null,
    org_id uuid not null,
    name text not null,
    police_hold boolean not null default false,
    non_disclosure boolean not null default false,
    version integer not null default 0,
    created_at timestamp with time zone not null,
    constraint provider_pkey PRIMARY KEY (id),
    constraint provider_org_id_id_key UNIQUE (org_id, id),
    constraint provider_org_id_name_key UNIQUE (org_id, name),
    constraint provider_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint provider_name_check CHECK (length(name) >= 1 AND length(name) <= 200)
);
alter table provider enable row level security;
alter table provider force row level security;
create policy of_organisation on provider as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on provider to vigie_app;

create table provider_contact (
    id uuid not null,
    org_id uuid not null,
    provider_id uuid not null,
    role text not null default 'HOST'::text,
    email text,
    language text not null,
    source text not null,
    created_at timestamp with time zone not null,
    approved_at timestamp with time zone,
    approved_by text,
    retired_at timestamp with time zone,
    email_sealed bytea,
    email_mac bytea,
    constraint provider_contact_pkey PRIMARY KEY (id),
    constraint one_contact_of_an_address UNIQUE (org_id, provider_id, role, email_mac),
    constraint provider_contact_org_id_id_key UNIQUE (org_id, id),
    constraint provider_contact_org_id_provider_id_role_email_key UNIQUE (org_id, provider_id, role, email),
    constraint provider_contact_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint provider_contact_org_id_provider_id_fkey FOREIGN KEY (org_id, provider_id) REFERENCES provider(org_id, id),
    constraint a_contact_has_its_address CHECK (email IS NOT NULL OR email_sealed IS NOT NULL AND email_mac IS NOT NULL),
    constraint email_plain_or_sealed CHECK (email IS NULL OR email_sealed IS NULL),
    constraint provider_contact_approved_by_check CHECK (length(approved_by) >= 1 AND length(approved_by) <= 100),
    constraint provider_contact_check CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
    constraint provider_contact_email_check CHECK (length(email) >= 3 AND length(email) <= 254),
    constraint provider_contact_email_mac_check CHECK (octet_length(email_mac) = 32),
    constraint provider_contact_language_check CHECK (language = ANY (ARRAY['en'::text, 'fr'::text])),
    constraint provider_contact_role_check CHECK (role = ANY (ARRAY['HOST'::text, 'CDN'::text, 'REGISTRAR'::text, 'SITE_OWNER'::text])),
    constraint provider_contact_source_check CHECK (length(source) >= 1 AND length(source) <= 200)
);
CREATE UNIQUE INDEX provider_contact_in_use ON provider_contact USING btree (org_id, provider_id, role) WHERE approved_at IS NOT NULL AND retired_at IS NULL;
CREATE INDEX provider_contact_plain_email ON provider_contact USING btree (org_id) WHERE email IS NOT NULL;
alter table provider_contact enable row level security;
alter table provider_contact force row level security;
create policy of_organisation on provider_contact as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on provider_contact to vigie_app;
grant update (email_sealed) on provider_contact to vigie_app;

create table provider_host (
    id uuid not null,
    org_id uuid not null,
    provider_id uuid not null,
    suffix text,
    prefix cidr,
    source text not null,
    created_at timestamp with time zone not null,
    constraint provider_host_pkey PRIMARY KEY (id),
    constraint provider_host_org_id_prefix_key UNIQUE (org_id, prefix),
    constraint provider_host_org_id_suffix_key UNIQUE (org_id, suffix),
    constraint provider_host_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint provider_host_org_id_provider_id_fkey FOREIGN KEY (org_id, provider_id) REFERENCES provider(org_id, id),
    constraint provider_host_check CHECK ((suffix IS NULL) <> (prefix IS NULL)),
    constraint provider_host_source_check CHECK (length(source) >= 1 AND length(source) <= 200),
    constraint provider_host_suffix_check CHECK (length(suffix) >= 1 AND length(suffix) <= 253)
);
CREATE INDEX provider_host_of ON provider_host USING btree (org_id, provider_id);
alter table provider_host enable row level security;
alter table provider_host force row level security;
create policy of_organisation on provider_host as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on provider_host to vigie_app;

create table recheck (
    item_id uuid not null,
    org_id uuid not null,
    spell integer not null,
    misses integer not null,
    last_seen_up timestamp with time zone not null,
    first_seen_down timestamp with time zone,
    as_of timestamp with time zone not null,
    is_gone boolean not null,
    unclear_in_a_row integer not null,
    awaited uuid,
    compartment_id uuid,
    constraint recheck_pkey PRIMARY KEY (item_id),
    constraint recheck_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint recheck_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint recheck_check CHECK ((first_seen_down IS NOT NULL) = (is_gone OR misses > 0)),
    constraint recheck_check1 CHECK (first_seen_down IS NULL OR first_seen_down >= last_seen_up),
    constraint recheck_misses_check CHECK (misses >= 0),
    constraint recheck_spell_check CHECK (spell > 0),
    constraint recheck_unclear_in_a_row_check CHECK (unclear_in_a_row >= 0)
);
CREATE TRIGGER take_compartment BEFORE INSERT ON recheck FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table recheck enable row level security;
alter table recheck force row level security;
create policy need_to_know on recheck as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on recheck as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on recheck to vigie_app;

create table recovery_code (
    id uuid not null,
    org_id uuid not null,
    person_id uuid not null,
    code_mac bytea not null,
    made_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint recovery_code_pkey PRIMARY KEY (id),
    constraint recovery_code_code_mac_key UNIQUE (code_mac),
    constraint recovery_code_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint recovery_code_code_mac_check CHECK (length(code_mac) = 32)
);
CREATE INDEX recovery_code_of_person ON recovery_code USING btree (person_id);
CREATE INDEX recovery_code_used ON recovery_code USING btree (org_id, used_at) WHERE used_at IS NOT NULL;
alter table recovery_code enable row level security;
alter table recovery_code force row level security;
create policy of_organisation on recovery_code as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on recovery_code to vigie_app;

create table report (
    id uuid not null,
    org_id uuid not null,
    receipt_mac bytea,
    language text not null,
    received_on date not null,
    words_sealed bytea,
    erased_at timestamp with time zone,
    compartment_id uuid,
    constraint report_pkey PRIMARY KEY (id),
    constraint report_org_id_id_key UNIQUE (org_id, id),
    constraint report_receipt_mac_key UNIQUE (receipt_mac),
    constraint report_org_id_compartment_id_fkey FOREIGN KEY (org_id, compartment_id) REFERENCES compartment(org_id, id),
    constraint report_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint report_erased CHECK (erased_at IS NULL OR words_sealed IS NULL),
    constraint report_language_check CHECK (language = ANY (ARRAY['en'::text, 'fr'::text])),
    constraint report_receipt CHECK ((receipt_mac IS NULL) = (erased_at IS NOT NULL)),
    constraint report_receipt_mac_check CHECK (octet_length(receipt_mac) = 32)
);
CREATE INDEX report_in_compartment ON report USING btree (compartment_id) WHERE compartment_id IS NOT NULL;
CREATE INDEX report_newest ON report USING btree (org_id, received_on DESC, id DESC);
CREATE TRIGGER move_holds AFTER UPDATE OF compartment_id ON report FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_holds_of_record();
CREATE TRIGGER move_parts AFTER UPDATE OF compartment_id ON report FOR EACH ROW WHEN (old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION move_parts_of_report();
CREATE TRIGGER only_members BEFORE UPDATE ON report FOR EACH ROW WHEN (old.compartment_id IS NOT NULL AND old.compartment_id IS DISTINCT FROM new.compartment_id) EXECUTE FUNCTION only_members_take_out();
alter table report enable row level security;
alter table report force row level security;
create policy need_to_know on report as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on report as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on report to vigie_app;
grant update (receipt_mac, words_sealed, erased_at, compartment_id) on report to vigie_app;

create table reseal_pass (
    one boolean not null default true,
    asked bigint not null,
    begun_for bigint not null,
    step bigint not null,
    began_at timestamp with time zone,
    ended_at timestamp with time zone,
    tips_only boolean not null,
    at_table text,
    at_column text,
    at_org uuid,
    after_row uuid,
    sealed bigint not null,
    stuck bigint not null,
    put_off bigint not null,
    constraint reseal_pass_pkey PRIMARY KEY (one),
    constraint reseal_pass_at_column_check CHECK (at_column ~ '^[a-z_]{1,60}$'::text),
    constraint reseal_pass_at_table_check CHECK (at_table ~ '^[a-z_]{1,60}$'::text),
    constraint reseal_pass_check CHECK ((at_table IS NULL) = (at_column IS NULL)),
    constraint reseal_pass_check1 CHECK (at_table IS NOT NULL OR at_org IS NULL AND after_row IS NULL),
    constraint reseal_pass_one_check CHECK (one),
    constraint reseal_pass_put_off_check CHECK (put_off >= 0),
    constraint reseal_pass_sealed_check CHECK (sealed >= 0),
    constraint reseal_pass_stuck_check CHECK (stuck >= 0)
);
grant select, update on reseal_pass to vigie_app;

create table retention_night (
    org_id uuid not null,
    begun_at timestamp with time zone not null,
    kind text not null,
    after uuid not null,
    erased integer not null,
    held integer not null,
    failed integer not null,
    whole boolean not null,
    constraint retention_night_pkey PRIMARY KEY (org_id),
    constraint retention_night_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint retention_night_erased_check CHECK (erased >= 0),
    constraint retention_night_failed_check CHECK (failed >= 0),
    constraint retention_night_held_check CHECK (held >= 0),
    constraint retention_night_kind_check CHECK (kind ~ '^[A-Z_]{1,40}$'::text)
);
alter table retention_night enable row level security;
alter table retention_night force row level security;
create policy of_organisation on retention_night as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant delete, insert, select, update on retention_night to vigie_app;

create table retention_request (
    id uuid not null,
    org_id uuid not null,
    kind text not null,
    days integer not null,
    basis text not null,
    valid_from date not null,
    asked_by uuid not null,
    asked_at timestamp with time zone not null,
    agreed_by uuid,
    agreed_at timestamp with time zone,
    begins date,
    withdrawn_by uuid,
    withdrawn_at timestamp with time zone,
    constraint retention_request_pkey PRIMARY KEY (id),
    constraint retention_request_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint retention_request_basis_check CHECK (length(basis) >= 1 AND length(basis) <= 300),
    constraint retention_request_check CHECK (agreed_by <> asked_by),
    constraint retention_request_check1 CHECK ((agreed_at IS NULL) = (agreed_by IS NULL)),
    constraint retention_request_check2 CHECK ((agreed_at IS NULL) = (begins IS NULL)),
    constraint retention_request_check3 CHECK (begins >= valid_from),
    constraint retention_request_check4 CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    constraint retention_request_days_check CHECK (days >= 1 AND days <= 36525),
    constraint retention_request_kind_check CHECK (kind ~ '^[A-Z_]{1,40}$'::text)
);
CREATE INDEX retention_request_agreed ON retention_request USING btree (org_id, kind, begins DESC, agreed_at DESC) WHERE agreed_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX retention_request_newest ON retention_request USING btree (org_id, asked_at DESC);
alter table retention_request enable row level security;
alter table retention_request force row level security;
create policy of_organisation on retention_request as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on retention_request to vigie_app;

create table retention_rule (
    id uuid not null,
    org_id uuid not null,
    kind text not null,
    days integer not null,
    basis text not null,
    valid_from date not null,
    set_by uuid not null,
    set_at timestamp with time zone not null,
    constraint retention_rule_pkey PRIMARY KEY (id),
    constraint retention_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint retention_rule_basis_check CHECK (length(basis) >= 1 AND length(basis) <= 300),
    constraint retention_rule_days_check CHECK (days >= 1 AND days <= 36525),
    constraint retention_rule_kind_check CHECK (kind ~ '^[A-Z_]{1,40}$'::text)
);
CREATE INDEX retention_rule_newest ON retention_rule USING btree (org_id, kind, valid_from DESC, set_at DESC);
alter table retention_rule enable row level security;
alter table retention_rule force row level security;
create policy of_organisation on retention_rule as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on retention_rule to vigie_app;

create table retention_run (
    id uuid not null,
    org_id uuid not null,
    at timestamp with time zone not null,
    erased integer not null,
    held integer not null,
    whole boolean not null,
    failed integer not null default 0,
    constraint retention_run_pkey PRIMARY KEY (id),
    constraint retention_run_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint retention_run_erased_check CHECK (erased >= 0),
    constraint retention_run_failed_check CHECK (failed >= 0),
    constraint retention_run_held_check CHECK (held >= 0)
);
CREATE INDEX retention_run_newest ON retention_run USING btree (org_id, at DESC);
alter table retention_run enable row level security;
alter table retention_run force row level security;
create policy of_organisation on retention_run as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select on retention_run to vigie_app;

create table retro_match (
    list_id uuid not null,
    org_id uuid not null,
    state text not null,
    generation integer not null,
    asked_at timestamp with time zone not null,
    position bytea,
    stop_at bytea,
    is_wrapped boolean not null,
    compared bigint not null,
    found bigint not null,
    finished_at timestamp with time zone,
    mark_transaction xid8 not null,
    mark_entry bigint not null default 0,
    entries bigint not null default 0,
    entries_left bigint not null default 0,
    is_near boolean not null default false,
    late_from timestamp with time zone not null,
    constraint retro_match_pkey PRIMARY KEY (list_id),
    constraint retro_match_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint retro_match_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES hash_list(org_id, id),
    constraint retro_match_check CHECK ((state = 'DONE'::text) = (finished_at IS NOT NULL)),
    constraint retro_match_check1 CHECK (stop_at IS NOT NULL OR is_wrapped),
    constraint retro_match_compared_check CHECK (compared >= 0),
    constraint retro_match_entries_check CHECK (entries >= 0),
    constraint retro_match_entries_left_check CHECK (entries_left >= 0),
    constraint retro_match_found_check CHECK (found >= 0),
    constraint retro_match_mark_entry_check CHECK (mark_entry >= 0),
    constraint retro_match_position_check CHECK (octet_length("position") = 32),
    constraint retro_match_state_check CHECK (state = ANY (ARRAY['ALL'::text, 'NEW'::text, 'VIDEOS'::text, 'LATE'::text, 'DONE'::text])),
    constraint retro_match_stop_at_check CHECK (octet_length(stop_at) = 32)
);
alter table retro_match enable row level security;
alter table retro_match force row level security;
create policy of_organisation on retro_match as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on retro_match to vigie_app;

create table seal_key (
    purpose text not null,
    key_id integer not null,
    check_value text not null,
    since timestamp with time zone not null,
    retired_at timestamp with time zone,
    constraint seal_key_pkey PRIMARY KEY (purpose, key_id),
    constraint seal_key_check_value_check CHECK (check_value ~ '^[0-9a-f]{16}$'::text),
    constraint seal_key_purpose_check CHECK (length(purpose) >= 1 AND length(purpose) <= 60)
);
grant insert, select, update on seal_key to vigie_app;

create table sealed_column (
    table_name text not null,
    column_name text not null,
    id_column text not null,
    keys text not null,
    constraint sealed_column_pkey PRIMARY KEY (table_name, column_name),
    constraint sealed_column_keys_check CHECK (keys = ANY (ARRAY['COLUMNS'::text, 'TIPS'::text, 'EPOCHS'::text]))
);
grant select on sealed_column to vigie_app;

create table sealed_since (
    table_name text not null,
    plain_column text not null,
    sealed_column text not null,
    mac_column text,
    done_at timestamp with time zone,
    constraint sealed_since_pkey PRIMARY KEY (table_name, plain_column)
);
grant select, update on sealed_since to vigie_app;

create table sighting (
    id uuid not null,
    org_id uuid not null,
    item_id uuid not null,
    spell integer not null,
    purpose text not null,
    sha256 bytea not null,
    sha1 bytea not null,
    md5 bytea not null,
    pdq bytea,
    pdq_quality smallint not null,
    peer_ip inet,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    compartment_id uuid,
    constraint sighting_pkey PRIMARY KEY (id),
    constraint sighting_item_id_spell_purpose_sha256_key UNIQUE (item_id, spell, purpose, sha256),
    constraint sighting_org_id_id_key UNIQUE (org_id, id),
    constraint sighting_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint sighting_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES item(org_id, id),
    constraint sighting_check CHECK (last_at >= first_at),
    constraint sighting_md5_check CHECK (octet_length(md5) = 16),
    constraint sighting_pdq_check CHECK (octet_length(pdq) = 32),
    constraint sighting_pdq_quality_check CHECK (pdq_quality >= 0 AND pdq_quality <= 100),
    constraint sighting_purpose_check CHECK (purpose = ANY (ARRAY['FOUND'::text, 'CONFIRM'::text, 'RECHECK'::text])),
    constraint sighting_sha1_check CHECK (octet_length(sha1) = 20),
    constraint sighting_sha256_check CHECK (octet_length(sha256) = 32)
);
CREATE INDEX sighting_latest ON sighting USING btree (item_id, last_at DESC);
CREATE TRIGGER take_compartment BEFORE INSERT ON sighting FOR EACH ROW EXECUTE FUNCTION take_compartment_of_item();
alter table sighting enable row level security;
alter table sighting force row level security;
create policy need_to_know on sighting as restrictive for all to public using (((compartment_id IS NULL) OR (( SELECT current_setting('vigie.compartments'::text, true) AS current_setting) = 'all'::text) OR (compartment_id = ANY ((( SELECT NULLIF(NULLIF(current_setting('vigie.compartments'::text, true), ''::text), 'all'::text) AS "nullif"))::uuid[]))));
create policy of_organisation on sighting as permissive for all to public using ((org_id = (NULLIF(current_setting('vigie.org'::text, true), ''::text))::uuid));
grant insert, select, update on sighting to vigie_app;

create table url_refused (
    lead_id uuid not null,
    mac bytea not null,
    reason text not null,
    constraint url_refused_pkey PRIMARY KEY (lead_id, mac),
    constraint url_refused_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id),
    constraint url_refused_mac_check CHECK (length(mac) = 32),
    constraint url_refused_reason_check CHECK (length(reason) <= 40)
);
CREATE INDEX url_refused_by_address ON url_refused USING btree (mac);
grant delete, insert, select on url_refused to vigie_app;

create table url_seen (
    lead_id uuid not null,
    mac bytea not null,
    constraint url_seen_pkey PRIMARY KEY (lead_id, mac),
    constraint url_seen_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id),
    constraint url_seen_mac_check CHECK (length(mac) = 32)
);
grant delete, insert, select on url_seen to vigie_app;

create table visit (
    id uuid not null,
    seq bigint not null generated always as identity,
    org_id uuid not null,
    host_id uuid not null,
    lead_id uuid,
    look_id uuid,
    item_id uuid,
    purpose text not null,
    role text not null,
    mac bytea not null,
    address bytea not null,
    found_on uuid,
    chain bytea[] not null default '{}'::bytea[],
    scope_mac bytea,
    robots text not null,
    depth integer not null,
    delay_ms integer not null,
    due timestamp with time zone not null,
    tries integer not null default 0,
    own_failures integer not null default 0,
    charged boolean not null default false,
    state text not null default 'QUEUED'::text,
    reason text,
    ended_at timestamp with time zone,
    http_status integer,
    sha256 bytea,
    undecodable text,
    tls_problem text,
    certificate text,
    found_item uuid,
    constraint visit_pkey PRIMARY KEY (id),
    constraint visit_found_on_fkey FOREIGN KEY (found_on) REFERENCES visit(id),
    constraint visit_host_id_fkey FOREIGN KEY (host_id) REFERENCES host(id),
    constraint visit_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id),
    constraint visit_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint visit_certificate_check CHECK (length(certificate) = 64),
    constraint visit_chain_check CHECK (cardinality(chain) <= 20),
    constraint visit_check CHECK ((state = 'ENDED'::text) = (ended_at IS NOT NULL)),
    constraint visit_check1 CHECK (state = 'QUEUED'::text OR reason IS NOT NULL),
    constraint visit_check2 CHECK ((purpose = 'LEAD'::text) = (lead_id IS NOT NULL)),
    constraint visit_check3 CHECK ((purpose = 'LEAD'::text) = (look_id IS NULL)),
    constraint visit_check4 CHECK ((look_id IS NULL) = (item_id IS NULL)),
    constraint visit_check5 CHECK ((lead_id IS NULL) = (scope_mac IS NULL)),
    constraint visit_delay_ms_check CHECK (delay_ms >= 0),
    constraint visit_depth_check CHECK (depth >= 0),
    constraint visit_http_status_check CHECK (http_status >= 100 AND http_status <= 999),
    constraint visit_mac_check CHECK (length(mac) = 32),
    constraint visit_own_failures_check CHECK (own_failures >= 0),
    constraint visit_purpose_check CHECK (purpose = ANY (ARRAY['LEAD'::text, 'CONFIRM'::text, 'RECHECK'::text])),
    constraint visit_reason_check CHECK (length(reason) <= 40),
    constraint visit_robots_check CHECK (robots = ANY (ARRAY['RFC9309'::text, 'REPORTED_ADDRESS'::text])),
    constraint visit_role_check CHECK (role = ANY (ARRAY['SEED'::text, 'PAGE'::text, 'LINKED_PICTURE'::text, 'EMBEDDED_PICTURE'::text])),
    constraint visit_scope_mac_check CHECK (length(scope_mac) = 32),
    constraint visit_sha256_check CHECK (length(sha256) = 32),
    constraint visit_state_check CHECK (state = ANY (ARRAY['QUEUED'::text, 'ENDED'::text])),
    constraint visit_tls_problem_check CHECK (length(tls_problem) <= 20),
    constraint visit_tries_check CHECK (tries >= 0),
    constraint visit_undecodable_check CHECK (length(undecodable) <= 40)
);
CREATE INDEX visit_by_address ON visit USING btree (mac, org_id, seq);
CREATE INDEX visit_charged ON visit USING btree (lead_id, host_id) WHERE charged;
CREATE INDEX visit_due ON visit USING btree (host_id, due) WHERE state = 'QUEUED'::text;
CREATE INDEX visit_found ON visit USING btree (lead_id, seq) WHERE found_item IS NOT NULL;
CREATE INDEX visit_looking_at ON visit USING btree (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX visit_of_found_item ON visit USING btree (found_item) WHERE found_item IS NOT NULL;
CREATE INDEX visit_of_lead ON visit USING btree (lead_id, reason);
CREATE UNIQUE INDEX visit_of_look ON visit USING btree (look_id, mac) WHERE look_id IS NOT NULL;
CREATE INDEX visit_of_picture ON visit USING btree (org_id, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX visit_of_pictures_lately ON visit USING btree (org_id, ended_at) WHERE sha256 IS NOT NULL;
CREATE INDEX visit_turn ON visit USING btree (host_id, (purpose = 'LEAD'::text), depth, seq) WHERE state = 'QUEUED'::text;
CREATE INDEX visit_waiting ON visit USING btree (lead_id) WHERE state = 'QUEUED'::text;
grant delete, insert, select, update on visit to vigie_app;
grant update (address) on visit to vigie_app;

create table work (
    id uuid not null,
    kind text not null,
    org_id uuid,
    subject uuid not null,
    due timestamp with time zone not null,
    claimed_until timestamp with time zone,
    failures integer not null default 0,
    generation integer not null default 0,
    set_aside_at timestamp with time zone,
    problem text,
    constraint work_pkey PRIMARY KEY (id),
    constraint work_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisation(id),
    constraint work_failures_check CHECK (failures >= 0),
    constraint work_kind_check CHECK (length(kind) >= 1 AND length(kind) <= 60),
    constraint work_problem_check CHECK (length(problem) <= 200)
);
CREATE INDEX work_due ON work USING btree (due, id) WHERE set_aside_at IS NULL;
CREATE UNIQUE INDEX work_waiting ON work USING btree (kind, subject) WHERE set_aside_at IS NULL;
grant delete, insert, select, update on work to vigie_app;

-- Views

create view compartment_row with (security_invoker=true) as
 SELECT report.org_id,
    report.id,
    'REPORT'::text AS kind,
    report.compartment_id
   FROM report
  WHERE report.compartment_id IS NOT NULL
UNION ALL
 SELECT item.org_id,
    item.id,
    'ITEM'::text AS kind,
    item.compartment_id
   FROM item
  WHERE item.compartment_id IS NOT NULL
UNION ALL
 SELECT notice.org_id,
    notice.id,
    'NOTICE'::text AS kind,
    notice.compartment_id
   FROM notice
  WHERE notice.compartment_id IS NOT NULL;
grant select on compartment_row to vigie_app;

create view erased_record with (security_invoker=true) as
 SELECT org_id,
    kind,
    record
   FROM erasure;
grant select on erased_record to vigie_verifier;

create view stat_exposure with (security_invoker=true) as
 SELECT org_id,
    count(*) AS exposures,
    COALESCE(sum(millis), 0::bigint) AS millis
   FROM exposure
  GROUP BY org_id;
grant select on stat_exposure to vigie_app;

create view stat_item_place with (security_invoker=true) as
 SELECT item.org_id,
    item.id AS item_id,
    item.address_mac AS place_mac
   FROM item
UNION
 SELECT item_page.org_id,
    item_page.item_id,
    item_page.page_mac AS place_mac
   FROM item_page;
grant select on stat_item_place to vigie_app;

create view stat_item_spell with (security_invoker=true) as
 SELECT spell.org_id,
    spell.item_id,
    spell.number,
    spell.first_seen,
    spell.confirmed_at,
    spell.notified_at,
    spell.last_seen_up,
    spell.first_seen_down,
    spell.gone_at,
    spell.number = item.spell AND (item.state = ANY (ARRAY['CONFIRMED'::text, 'HELD'::text, 'NOTIFIED'::text])) AS still_up
   FROM item_spell spell
     JOIN item ON item.id = spell.item_id;
grant select on stat_item_spell to vigie_app;

create view stat_item_state with (security_invoker=true) as
 SELECT org_id,
    state,
    hold_reason,
    count(*) AS items
   FROM item
  GROUP BY org_id, state, hold_reason;
grant select on stat_item_state to vigie_app;

create view stat_notice with (security_invoker=true) as
 SELECT org_id,
    id AS notice_id,
    first_id,
    reminder,
    material_class,
    language,
    state,
    hold_cause,
    tries,
    uncertain_tries,
    created_at,
    sent_at,
    closed_at
   FROM notice;
grant select on stat_notice to vigie_app;

create view stat_notice_item with (security_invoker=true) as
 SELECT i.org_id,
    i.item_id,
    i.spell,
    min(n.sent_at) FILTER (WHERE n.reminder = 0) AS asked_at,
    count(*) FILTER (WHERE n.reminder > 0 AND n.sent_at IS NOT NULL) AS reminders
   FROM notice_item i
     JOIN notice n ON n.id = i.notice_id
  WHERE i.left_out IS NULL
  GROUP BY i.org_id, i.item_id, i.spell;
grant select on stat_notice_item to vigie_app;

create view stat_report with (security_invoker=true) as
 SELECT i.org_id,
    i.id AS incident_id,
    i.report_id,
    i.received_at,
    i.fetching,
    count(DISTINCT s.item_id) AS items,
    count(DISTINCT s.item_id) FILTER (WHERE s.notified_at IS NOT NULL) AS items_notified,
    min(s.notified_at) FILTER (WHERE s.notified_at >= i.received_at AND s.first_seen >= i.received_at) AS notified_at,
        CASE
            WHEN count(*) FILTER (WHERE s.still_up) = 0 THEN max(s.gone_at) FILTER (WHERE s.notified_at IS NOT NULL AND s.last_seen_up >= i.received_at)
            ELSE NULL::timestamp with time zone
        END AS removed_at
   FROM incident i
     LEFT JOIN stat_item_place p ON p.org_id = i.org_id AND p.place_mac = i.address_mac
     LEFT JOIN stat_item_spell s ON s.item_id = p.item_id
  GROUP BY i.org_id, i.id, i.report_id, i.received_at, i.fetching;
grant select on stat_report to vigie_app;
