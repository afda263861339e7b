-- The people of an organisation. Invited until they have chosen a sign-in name and a password; a guest of the demo has neither.
create table person (
    id             uuid primary key,
    org_id         uuid not null references organisation,
    name           text not null check (length(name) between 1 and 100),
    sign_in_name   text unique check (sign_in_name = lower(sign_in_name) and length(sign_in_name) between 3 and 100),
    state          text not null check (state in ('INVITED', 'ACTIVE', 'BLOCKED', 'GUEST')),
    password_hash  text,
    totp_sealed    bytea not null,
    totp_last_step bigint not null default 0,
    created_at     timestamptz not null,
    version        int not null default 0,
    check (state <> 'ACTIVE' or (sign_in_name is not null and password_hash is not null)),
    check (state not in ('INVITED', 'GUEST') or (sign_in_name is null and password_hash is null))
);
create index person_of_organisation on person (org_id, name, id);
call keep_per_organisation('person');

create table person_role (
    person_id uuid not null references person,
    org_id    uuid not null references organisation,
    role      text not null check (role in ('ADMINISTRATOR', 'ANALYST', 'LIST_KEEPER', 'AUDITOR')),
    primary key (person_id, role)
);
call keep_per_organisation('person_role');

-- One-time links: only a keyed code of what the link carries is kept.
create table person_link (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    person_id  uuid not null references person,
    purpose    text not null check (purpose in ('ENROLMENT', 'SIGN_IN')),
    token_mac  bytea not null unique check (length(token_mac) = 32),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index person_link_of_person on person_link (person_id);
call keep_per_organisation('person_link');

-- Signing in comes before the organisation is known. These two functions run as the owner, who may look (and only look)
-- at all rows for them; each answers one exact question with ids, never with a list.
create policy for_sign_in on person for select to vigie_owner using (true);
create policy for_sign_in on person_link for select to vigie_owner using (true);

create function find_sign_in(asked text) returns table (person_id uuid, org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select p.id, p.org_id from public.person p where p.sign_in_name = asked $$;

create function find_link(asked bytea) returns table (link_id uuid, org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select l.id, l.org_id from public.person_link l where l.token_mac = asked $$;

revoke all on function find_sign_in(text), find_link(bytea) from public;
grant execute on function find_sign_in(text), find_link(bytea) to vigie_app;
