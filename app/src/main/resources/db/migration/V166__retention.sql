-- How long records are kept: dated, never edited. The newest rule that has begun counts; without one everything is kept.
create table retention_rule (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    kind       text not null check (kind ~ '^[A-Z_]{1,40}$'),
    days       int not null check (days between 1 and 36525),
    basis      text not null check (length(basis) between 1 and 300),
    valid_from date not null,
    set_by     uuid not null,
    set_at     timestamptz not null
);
create index retention_rule_newest on retention_rule (org_id, kind, valid_from desc, set_at desc);
call keep_per_organisation('retention_rule', 'select, insert');

create table retention_run (
    id     uuid primary key,
    org_id uuid not null references organisation,
    at     timestamptz not null,
    erased int not null check (erased >= 0),
    held   int not null check (held >= 0),
    whole  boolean not null
);
create index retention_run_newest on retention_run (org_id, at desc);
call keep_per_organisation('retention_run', 'select, insert');

-- A record that must not end, whatever a rule says. It holds until a person lifts it.
create table legal_hold (
    id                 uuid primary key,
    org_id             uuid not null references organisation,
    kind               text not null check (kind ~ '^[A-Z_]{1,40}$'),
    number             bigint not null,
    record             uuid not null,
    reason_sealed      bytea not null,
    placed_by          uuid not null,
    placed_at          timestamptz not null,
    lift_reason_sealed bytea,
    lifted_by          uuid,
    lifted_at          timestamptz,
    check ((lifted_at is null) = (lifted_by is null)),
    check ((lifted_at is null) = (lift_reason_sealed is null))
);
create unique index legal_hold_present on legal_hold (org_id, record) where lifted_at is null;
call keep_per_organisation('legal_hold', 'select, insert, update');
call keep_sealed('legal_hold', 'reason_sealed', 'id');
call keep_sealed('legal_hold', 'lift_reason_sealed', 'id');

-- That a record was there and ended, and why.
create table erasure (
    id            uuid primary key,
    org_id        uuid not null references organisation,
    kind          text not null check (kind ~ '^[A-Z_]{1,40}$'),
    record        uuid not null,
    cause         text not null check (cause in ('RULE', 'ASKED', 'REPLAYED')),
    at            timestamptz not null,
    by_person     uuid,
    reason_sealed bytea not null
);
create index erasure_of_record on erasure (org_id, record);
call keep_per_organisation('erasure', 'select, insert');
call keep_sealed('erasure', 'reason_sealed', 'id');

-- An erased report keeps its day and its number; what a witness told is gone.
alter table report add column erased_at timestamptz;
alter table report add constraint report_erased check (erased_at is null or words_sealed is null);
alter table incident alter column address_sealed drop not null;
alter table incident drop constraint incident_fetching_check;
alter table incident add constraint incident_fetching_check
    check (fetching in ('WAITING', 'STARTED', 'JOINED', 'HELD_BACK', 'ERASED'));
alter table incident add constraint incident_address_kept
    check (address_sealed is not null or fetching in ('STARTED', 'JOINED', 'ERASED'));
grant update (erased_at) on report to vigie_app;
