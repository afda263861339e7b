-- Who shares this installation, and the rule by which rows are kept apart.
-- Roles: vigie_owner runs this; vigie_app serves and owns nothing; vigie_index reads hash lists; vigie_verifier reads the audit log.

grant usage on schema public to vigie_app, vigie_index, vigie_verifier;

create table organisation (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 200),
    created_at timestamptz not null default now()
);

-- Tables that belong to no organisation are named here, and nowhere else; a test compares this list with the catalog.
create table platform_table (
    name   text primary key,
    reason text not null
);

create procedure keep_for_platform(target regclass, privileges text, reason text) language plpgsql as $$
begin
    insert into platform_table (name, reason) values (target::text, keep_for_platform.reason);
    execute format('grant %s on %s to vigie_app', privileges, target);
end $$;

-- Row-level security by organisation, forced also for the owner. An unset organisation equals no row.
create procedure keep_per_organisation(target regclass, privileges text default 'select, insert, update, delete') language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy of_organisation on %s using (org_id = nullif(current_setting(''vigie.org'', true), '''')::uuid)',
        target);
    execute format('grant %s on %s to vigie_app', privileges, target);
end $$;

call keep_for_platform('organisation', 'select, insert', 'the list of organisations itself');
call keep_for_platform('platform_table', 'select', 'the list of these exceptions');
