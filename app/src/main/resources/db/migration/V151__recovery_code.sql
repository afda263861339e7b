-- Codes for the day a passkey or an authenticator is lost. Only a keyed code of each is kept; used ones stay, so that their use is seen.
create table recovery_code (
    id        uuid primary key,
    org_id    uuid not null references organisation,
    person_id uuid not null references person,
    code_mac  bytea not null unique check (length(code_mac) = 32),
    made_at   timestamptz not null,
    used_at   timestamptz
);
create index recovery_code_of_person on recovery_code (person_id);
create index recovery_code_used on recovery_code (org_id, used_at) where used_at is not null;
call keep_per_organisation('recovery_code');
