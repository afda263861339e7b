-- Requests to let somebody in where nobody is end by a dated rule of their own, as those to break a glass do: then the reason goes.
alter table compartment_appointment add column erased_at timestamptz;
alter table compartment_appointment alter column reason_sealed drop not null;
alter table compartment_appointment add constraint compartment_appointment_erased
    check ((reason_sealed is null) = (erased_at is not null));
create index compartment_appointment_asked on compartment_appointment (org_id, asked_at) where erased_at is null;
