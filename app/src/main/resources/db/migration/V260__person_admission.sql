-- Who let whom in, as what and when: two people are two only when neither has just made the other. An invitation leaves a row for
-- each role, and so does one that is made again; a role that is given later leaves one.
create table person_admission (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    person_id   uuid not null references person,
    role        text not null check (role in ('ADMINISTRATOR', 'ANALYST', 'LIST_KEEPER', 'AUDITOR', 'OBSERVER')),
    -- whoever made the invitation has its link
    invited     boolean not null,
    admitted_by uuid not null,
    admitted_at timestamptz not null
);
create index person_admission_of on person_admission (person_id, admitted_at);
create index person_admission_lately on person_admission (org_id, admitted_at);
call keep_per_organisation('person_admission', 'select, insert, delete');
