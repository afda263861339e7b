-- The queue, and what became of it: one row for each address of a lead and for each look at an item.
create table visit (
    id          uuid primary key,
    seq         bigint generated always as identity,
    org_id      uuid not null references organisation,
    host_id     uuid not null references host,
    lead_id     uuid references lead,
    look_id     uuid,
    item_id     uuid,
    purpose     text not null check (purpose in ('LEAD', 'CONFIRM', 'RECHECK')),
    role        text not null check (role in ('SEED', 'PAGE', 'LINKED_PICTURE', 'EMBEDDED_PICTURE')),
    mac         bytea not null check (length(mac) = 32),
    address     bytea not null,
    found_on    uuid references visit,
    -- the addresses that led here by redirects, oldest first
    chain       bytea[] not null default '{}' check (cardinality(chain) <= 20),
    scope_mac   bytea check (length(scope_mac) = 32),
    robots      text not null check (robots in ('RFC9309', 'REPORTED_ADDRESS')),
    depth       int not null check (depth >= 0),
    delay_ms    int not null check (delay_ms >= 0),
    due         timestamptz not null,
    tries       int not null default 0 check (tries >= 0),
    own_failures int not null default 0 check (own_failures >= 0),
    charged     boolean not null default false,
    state       text not null default 'QUEUED' check (state in ('QUEUED', 'ENDED')),
    reason      text check (length(reason) <= 40),
    ended_at    timestamptz,
    http_status int check (http_status between 100 and 999),
    sha256      bytea check (length(sha256) = 32),
    undecodable text check (length(undecodable) <= 40),
    tls_problem text check (length(tls_problem) <= 20),
    certificate text check (length(certificate) = 64),
    check ((state = 'ENDED') = (ended_at is not null)),
    check (state = 'QUEUED' or reason is not null),
    check ((purpose = 'LEAD') = (lead_id is not null)),
    check ((purpose = 'LEAD') = (look_id is null)),
    check ((look_id is null) = (item_id is null)),
    check ((lead_id is null) = (scope_mac is null))
);
create index visit_turn on visit (host_id, (purpose = 'LEAD'), depth, seq) where state = 'QUEUED';
create index visit_due on visit (host_id, due) where state = 'QUEUED';
create index visit_waiting on visit (lead_id) where state = 'QUEUED';
create index visit_of_lead on visit (lead_id, reason);
create index visit_by_address on visit (mac, org_id);
create index visit_charged on visit (lead_id, host_id) where charged;

-- Addresses that a lead knows already. Only ever inserted into, so that workers never wait for each other's updates.
create table url_seen (
    lead_id uuid not null references lead,
    mac     bytea not null check (length(mac) = 32),
    primary key (lead_id, mac)
);
-- Addresses that a lead met and left alone, and why; the answer to "why is this address not fetched".
create table url_refused (
    lead_id uuid not null references lead,
    mac     bytea not null check (length(mac) = 32),
    reason  text not null check (length(reason) <= 40),
    primary key (lead_id, mac)
);
create index url_refused_by_address on url_refused (mac);

call keep_for_platform('visit', 'select, insert, update, delete', 'a host is worked on for all organisations at once; keyed codes and sealed addresses only');
call keep_for_platform('url_seen', 'select, insert, delete', 'keyed codes only');
call keep_for_platform('url_refused', 'select, insert, delete', 'keyed codes only');
