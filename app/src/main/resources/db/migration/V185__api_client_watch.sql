-- Questions of a client that resemble each other, sealed: what a probing program would have to hide after a restart.
create table api_client_watch (
    client_id  uuid primary key,
    org_id     uuid not null references organisation,
    sealed     bytea not null check (length(sealed) <= 262144),
    updated_at timestamptz not null,
    foreign key (org_id, client_id) references api_client (org_id, id)
);
call keep_per_organisation('api_client_watch', 'select, insert, update, delete');

-- A client whose questions look like probing gets no answers until a person has decided.
create table api_client_hold (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    client_id  uuid not null,
    cause      text not null check (cause in ('CLIMB', 'CROSSING', 'CANARY')),
    -- how many of its questions led to that
    questions  int not null check (questions >= 1),
    state      text not null check (state in ('HELD', 'SUSPENDED', 'LIFTED')),
    held_at    timestamptz not null,
    decided_at timestamptz,
    decided_by uuid,
    reason     text check (length(reason) between 1 and 500),
    version    int not null default 0,
    unique (org_id, id),
    foreign key (org_id, client_id) references api_client (org_id, id),
    check ((state = 'HELD') = (decided_at is null)),
    check ((decided_at is null) = (decided_by is null)),
    check ((decided_at is null) = (reason is null))
);
-- one at a time
create unique index api_client_hold_open on api_client_hold (client_id) where state <> 'LIFTED';
create index api_client_hold_newest on api_client_hold (org_id, held_at desc, id);
call keep_per_organisation('api_client_hold', 'select, insert, update');
