-- Who runs a host, and how to reach them. Names and desks of companies, known to the public: not sealed.
create table provider (
    id uuid primary key,
    org_id uuid not null references organisation,
    name text not null check (length(name) between 1 and 200),
    police_hold boolean not null default false,
    non_disclosure boolean not null default false,
    version int not null default 0,
    created_at timestamptz not null,
    unique (org_id, name),
    unique (org_id, id)
);
call keep_per_organisation('provider');

create table provider_contact (
    id uuid primary key,
    org_id uuid not null references organisation,
    provider_id uuid not null,
    role text not null default 'HOST' check (role in ('HOST', 'CDN', 'REGISTRAR', 'SITE_OWNER')),
    email text not null check (length(email) between 3 and 254),
    language text not null check (language in ('en', 'fr')),
    source text not null check (length(source) between 1 and 200),
    created_at timestamptz not null,
    approved_at timestamptz,
    approved_by text check (length(approved_by) between 1 and 100),
    retired_at timestamptz,
    unique (org_id, provider_id, role, email),
    unique (org_id, id),
    foreign key (org_id, provider_id) references provider (org_id, id),
    check ((approved_at is null) = (approved_by is null))
);
-- One contact of a provider is in use for a role; a new one takes its place only when a person has approved it.
create unique index provider_contact_in_use on provider_contact (org_id, provider_id, role)
    where approved_at is not null and retired_at is null;
call keep_per_organisation('provider_contact');

create table provider_host (
    id uuid primary key,
    org_id uuid not null references organisation,
    provider_id uuid not null,
    suffix text check (length(suffix) between 1 and 253),
    prefix cidr,
    source text not null check (length(source) between 1 and 200),
    created_at timestamptz not null,
    unique (org_id, suffix),
    unique (org_id, prefix),
    foreign key (org_id, provider_id) references provider (org_id, id),
    check ((suffix is null) <> (prefix is null))
);
create index provider_host_of on provider_host (org_id, provider_id);
call keep_per_organisation('provider_host');
