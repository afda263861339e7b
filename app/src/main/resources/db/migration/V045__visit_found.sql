-- The item that a picture turned out to be, so that a lead can say what it found.
alter table visit add column found_item uuid;
create index visit_found on visit (lead_id, seq) where found_item is not null;

-- "Why is this address not fetched" wants the newest first, and no more than one page.
drop index visit_by_address;
create index visit_by_address on visit (mac, org_id, seq);
