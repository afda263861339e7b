-- Requests to break a glass end by a dated rule of their own, as items and notices do: then what was to be seen and why goes;
-- who asked, who decided, when, and how stays.
alter table compartment_glass add column erased_at timestamptz;
alter table compartment_glass alter column content_sealed drop not null;
alter table compartment_glass alter column reason_sealed drop not null;
alter table compartment_glass add constraint compartment_glass_erased check (
    (content_sealed is null) = (erased_at is not null) and (reason_sealed is null) = (erased_at is not null));
create index compartment_glass_kept on compartment_glass (org_id, id) where erased_at is null;
