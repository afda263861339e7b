-- A network that sends more reports than it may in an hour has the others fetched later, and these share a part of a day's fetches:
-- a flood leaves the rest to everybody else. A report that a person has fetched before all others stands outside of that.
alter table incident
    add column late boolean not null default false,
    add column fetch_first boolean not null default false;
create index incident_late on incident (org_id) where late;
