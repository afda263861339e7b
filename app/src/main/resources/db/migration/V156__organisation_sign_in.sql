-- The identity service (OpenID Connect) of an organisation that has one, and who of its people comes in by it.
create table organisation_sign_in (
    org_id        uuid primary key references organisation,
    -- what people type to be sent to their service
    code          text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{3,39}$'),
    issuer        text not null check (length(issuer) between 8 and 300),
    client_id     text not null check (length(client_id) between 1 and 200),
    secret_sealed bytea not null,
    changed_at    timestamptz not null
);
call keep_per_organisation('organisation_sign_in');

-- A keyed code of issuer and subject. Bound at an invitation; a mail address never decides who somebody is.
alter table person
    add column oidc_mac bytea check (length(oidc_mac) = 32),
    add constraint one_person_of_a_subject unique (org_id, oidc_mac);

-- Whoever comes in by the service of the organisation has no password.
alter table person drop constraint if exists person_check;
alter table person drop constraint if exists active_person_has_a_name;
alter table person add constraint active_person_has_a_name check (state <> 'ACTIVE' or sign_in_name is not null);

-- The code that somebody types says which organisation is meant, before any is known.
create policy for_sign_in on organisation_sign_in for select to vigie_owner using (true);

create function find_organisation_sign_in(asked text) returns table (org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select o.org_id from public.organisation_sign_in o where o.code = asked $$;

revoke all on function find_organisation_sign_in(text) from public;
grant execute on function find_organisation_sign_in(text) to vigie_app;
