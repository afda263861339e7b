-- What an organisation is decides what its people may be and which pages are open to them. Those that are here are hotlines.
alter table organisation
    add column kind text not null default 'HOTLINE' check (kind in (
        'HOTLINE', 'PARTNER_HOTLINE', 'NATIONAL_POLICE_CENTRE', 'POLICE_SERVICE', 'CROWN_OFFICE', 'ADVOCACY_CENTRE',
        'PROVIDER', 'PUBLIC_SAFETY_DEPARTMENT'));
alter table organisation alter column kind drop default;

-- Somebody who reads figures and nothing else.
alter table person_role drop constraint person_role_role_check;
alter table person_role add constraint person_role_role_check
    check (role in ('ADMINISTRATOR', 'ANALYST', 'LIST_KEEPER', 'AUDITOR', 'OBSERVER'));
