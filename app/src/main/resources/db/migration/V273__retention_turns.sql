-- A night is done in turns, so that no piece of work is longer than its lease: how far the night of an organisation has come. The row
-- goes when the night has ended. A record that cannot be erased is passed over and counted, and waits for the next night.
create table retention_night (
    org_id   uuid primary key references organisation,
    begun_at timestamptz not null,
    -- the kind of records that is being looked through, and the last that was looked at
    kind     text not null check (kind ~ '^[A-Z_]{1,40}$'),
    after    uuid not null,
    erased   int not null check (erased >= 0),
    held     int not null check (held >= 0),
    failed   int not null check (failed >= 0),
    whole    boolean not null
);
call keep_per_organisation('retention_night', 'select, insert, update, delete');

alter table retention_run add column failed int not null default 0 check (failed >= 0);
