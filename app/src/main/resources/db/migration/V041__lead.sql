-- Where a crawl began, how far it may go, how far it has come.
create table lead (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    purpose     text not null check (purpose in ('SEED', 'REPORT', 'REVISIT')),
    scope       text not null check (scope in ('EXACT', 'HOST', 'DOMAIN')),
    depth       int not null check (depth between 0 and 20),
    budget      int not null check (budget > 0),
    spent       int not null default 0 check (spent between 0 and budget),
    delay_ms    int not null check (delay_ms >= 0),
    robots      text not null check (robots in ('RFC9309', 'REPORTED_ADDRESS')),
    subject     uuid not null,
    links_cut   int not null default 0 check (links_cut >= 0),
    started_at  timestamptz not null,
    finished_at timestamptz check (finished_at >= started_at)
);
create index lead_newest on lead (org_id, started_at desc, id);

call keep_per_organisation('lead');
