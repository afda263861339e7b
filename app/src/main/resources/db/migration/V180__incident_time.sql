-- The exact moment at which an anonymous witness was there is kept only while something is counted by it; then the day is left.
-- Arrivals are written into the audit log once a day, together: an entry's place in the log would tell its time.
alter table incident add column in_audit boolean not null default true;
alter table incident alter column in_audit set default false;
create index incident_not_in_audit on incident (org_id) where not in_audit;
create index incident_exact on incident (org_id, received_at)
    where received_at <> (date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC');
comment on column incident.received_at is
    'exact for vigie.intake.exact-time-for, then a midnight: the one before where all was removed, else the one after';
