-- What witnesses told through the public door. Of the witness: nothing but the day. The exact time stands with the incident,
-- because the clock from report to notice is counted in seconds.
create table report (
    id           uuid primary key,
    org_id       uuid not null references organisation,
    receipt_mac  bytea not null unique check (octet_length(receipt_mac) = 32),
    language     text not null check (language in ('en', 'fr')),
    received_on  date not null,
    words_sealed bytea,
    unique (org_id, id)
);
create index report_newest on report (org_id, received_on desc, id desc);
call keep_per_organisation('report', 'select, insert');

-- One address of a report. Who reports an address that others reported before joins them: it is counted, not fetched again.
create table incident (
    id             uuid primary key,
    number         bigint generated always as identity unique,
    org_id         uuid not null references organisation,
    report_id      uuid not null,
    address_sealed bytea not null,
    address_mac    bytea not null check (octet_length(address_mac) = 32),
    host_mac       bytea not null check (octet_length(host_mac) = 32),
    received_at    timestamptz not null,
    -- WAITING: to be fetched; STARTED: the crawl has it; JOINED: fetched for an earlier report; HELD_BACK: immediate fetching is off
    fetching       text not null check (fetching in ('WAITING', 'STARTED', 'JOINED', 'HELD_BACK')),
    started_at     timestamptz,
    foreign key (org_id, report_id) references report (org_id, id),
    check ((fetching = 'STARTED') = (started_at is not null))
);
create index incident_of_report on incident (report_id);
create index incident_of_address on incident (org_id, address_mac, received_at);
create index incident_started on incident (org_id, started_at) where fetching = 'STARTED';
create index incident_newest on incident (org_id, number desc);
call keep_per_organisation('incident', 'select, insert, update');
