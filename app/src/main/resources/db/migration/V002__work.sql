-- Work for later. Ids only, so that it needs no row-level security; the organisation is bound by the runner before the handler is called.
create table work (
    id            uuid primary key,
    kind          text not null check (length(kind) between 1 and 60),
    org_id        uuid references organisation,
    subject       uuid not null,
    due           timestamptz not null,
    claimed_until timestamptz,
    failures      int not null default 0 check (failures >= 0),
    generation    int not null default 0,
    set_aside_at  timestamptz,
    problem       text check (length(problem) <= 200)
);
create unique index work_waiting on work (kind, subject) where set_aside_at is null;
create index work_due on work (due, id) where set_aside_at is null;

call keep_for_platform('work', 'select, insert, update, delete', 'ids of what is due; the handlers see rows only by organisation');
