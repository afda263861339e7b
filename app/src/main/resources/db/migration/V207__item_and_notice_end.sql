-- Items and notices are the hotline's own record of a removal, and end by rules of their own: then an item keeps its state, its
-- dates and what it matched, and a notice its dates and its Message-ID, for the figures; where it was and what was written is gone.
alter table item add column erased_at timestamptz;
alter table item alter column address_sealed drop not null;
alter table item alter column address_mac drop not null;
alter table item alter column host_sealed drop not null;
alter table item alter column host_mac drop not null;
alter table item add constraint item_erased check (
    (address_sealed is null) = (erased_at is not null) and (address_mac is null) = (erased_at is not null)
    and (host_sealed is null) = (erased_at is not null) and (host_mac is null) = (erased_at is not null));
alter table item add constraint item_erased_when_closed
    check (erased_at is null or state in ('GONE', 'DISMISSED', 'UNCONFIRMED'));
create index item_closed on item (org_id, id) where erased_at is null and state in ('GONE', 'DISMISSED', 'UNCONFIRMED');
grant delete on item_page to vigie_app;

alter table notice add column erased_at timestamptz;
alter table notice drop constraint notice_check5;
alter table notice add constraint notice_letter_kept check (letter_sealed is not null or erased_at is not null
    or state not in ('SENDING', 'UNCERTAIN', 'SENT', 'BOUNCED'));
alter table notice add constraint notice_erased check (
    erased_at is null or (letter_sealed is null and words_sealed is null and closed_at is not null));
create index notice_closed on notice (org_id, id) where erased_at is null and closed_at is not null;
