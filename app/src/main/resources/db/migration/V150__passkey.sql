-- Passkeys of people: what the public key and the ways to reach its authenticator are. Nothing here is secret.
create table passkey (
    id              uuid primary key,
    org_id          uuid not null references organisation,
    person_id       uuid not null references person,
    -- given by the authenticator, at random
    credential_id   bytea not null unique check (length(credential_id) between 1 and 1023),
    -- AAGUID, credential id and public key, as W3C Web Authentication 6.5.1 lays them out
    attested_data   bytea not null check (length(attested_data) between 1 and 4096),
    -- the highest seen; stays 0 where the authenticator does not count
    sign_count      bigint not null check (sign_count between 0 and 4294967295),
    transports      text[] not null check (cardinality(transports) <= 8),
    backup_eligible boolean not null,
    backed_up       boolean not null,
    label           text not null check (length(label) between 1 and 60),
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    check (backup_eligible or not backed_up)
);
create index passkey_of_person on passkey (person_id, created_at, id);
call keep_per_organisation('passkey');

-- A passkey says whose it is before the organisation is known, as a sign-in name does.
create policy for_sign_in on passkey for select to vigie_owner using (true);

create function find_passkey(asked bytea) returns table (passkey_id uuid, person_id uuid, org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select p.id, p.person_id, p.org_id from public.passkey p where p.credential_id = asked $$;

revoke all on function find_passkey(bytea) from public;
grant execute on function find_passkey(bytea) to vigie_app;
