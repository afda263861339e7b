-- A host that is, or was, fetched from: its turn, its lease, how it behaves. One row is one lock; politeness is kept here.
create table host (
    id               uuid primary key,
    mac              bytea not null unique check (length(mac) = 32),
    name             bytea not null,
    -- the earliest time at which something may be due; null where nothing waits
    wake_at          timestamptz,
    -- no request before this; counted from the end of the last one
    next_at          timestamptz not null,
    lease_until      timestamptz not null,
    -- goes up with each lease; writes of an older one touch nothing
    epoch            bigint not null default 0 check (epoch >= 0),
    -- held, or left behind by a worker that was killed: then the gap counts from the end of the lease
    busy             boolean not null default false,
    busy_delay_ms    int not null default 0 check (busy_delay_ms >= 0),
    failures         int not null default 0 check (failures >= 0),
    detections       int not null default 0 check (detections >= 0),
    first_detected_at timestamptz,
    check ((detections > 0) = (first_detected_at is not null))
);
create index host_wake on host (wake_at) where wake_at is not null;

-- What robots.txt said, for a day at most; sealed, since it names paths.
create table host_robots (
    host_id     uuid not null references host,
    scheme      text not null check (scheme in ('http', 'https')),
    state       text not null check (state in ('FILE', 'NO_RULES', 'UNREACHABLE', 'REFUSED')),
    file        bytea,
    tries       int not null check (tries >= 0),
    valid_until timestamptz not null,
    primary key (host_id, scheme),
    check ((state = 'FILE') = (file is not null))
);

call keep_for_platform('host', 'select, insert, update, delete', 'politeness is one per host, whoever asks; keyed codes and sealed names only');
call keep_for_platform('host_robots', 'select, insert, update, delete', 'as host; the files are sealed');
