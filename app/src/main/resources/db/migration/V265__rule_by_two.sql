-- A rule that erases sooner than the one that counts takes two administrators, and begins a week later at the earliest. What is
-- agreed to and not withdrawn counts as a rule from its day.
create table retention_request (
    id           uuid primary key,
    org_id       uuid not null references organisation,
    kind         text not null check (kind ~ '^[A-Z_]{1,40}$'),
    days         int not null check (days between 1 and 36525),
    basis        text not null check (length(basis) between 1 and 300),
    valid_from   date not null,
    asked_by     uuid not null,
    asked_at     timestamptz not null,
    agreed_by    uuid,
    agreed_at    timestamptz,
    -- the first day on which it counts: as asked for, or a week after it was agreed to, whichever is later
    begins       date,
    withdrawn_by uuid,
    withdrawn_at timestamptz,
    check (agreed_by <> asked_by),
    check ((agreed_at is null) = (agreed_by is null)),
    check ((agreed_at is null) = (begins is null)),
    check (begins >= valid_from),
    check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index retention_request_newest on retention_request (org_id, asked_at desc);
create index retention_request_agreed on retention_request (org_id, kind, begins desc, agreed_at desc)
    where agreed_at is not null and withdrawn_at is null;
call keep_per_organisation('retention_request', 'select, insert, update');

-- What is due is counted before a rule is asked for: by age, so that few rows are read where few are old. Reports have theirs.
create index item_closed_since on item (org_id, state_since)
    where erased_at is null and state in ('GONE', 'DISMISSED', 'UNCONFIRMED');
create index notice_closed_at on notice (org_id, closed_at) where erased_at is null and closed_at is not null;
create index compartment_glass_asked on compartment_glass (org_id, asked_at) where erased_at is null;
