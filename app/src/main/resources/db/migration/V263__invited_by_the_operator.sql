-- When whoever operates the installation last made a link for this administrator: all administrators are told for a while.
alter table person add column operator_invited_at timestamptz;
create index person_operator_invited on person (org_id, operator_invited_at) where operator_invited_at is not null;
