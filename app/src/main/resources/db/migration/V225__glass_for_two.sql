-- Breaking the glass takes two: one asks and another agrees. What lies behind the wall, and why somebody must see it, is
-- sealed: this table is open to the whole organisation, since who agrees need not be a member.
create table compartment_glass (
    id uuid primary key,
    org_id uuid not null references organisation,
    person_id uuid not null references person,
    content_sealed bytea not null,
    reason_sealed bytea not null,
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references person,
    agreed boolean,
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (agreed is null)),
    check (decided_by <> person_id)
);
create index compartment_glass_open on compartment_glass (asked_at) where decided_at is null;
call keep_per_organisation('compartment_glass', 'select, insert, update');
call keep_sealed('compartment_glass', 'content_sealed', 'id');
call keep_sealed('compartment_glass', 'reason_sealed', 'id');
