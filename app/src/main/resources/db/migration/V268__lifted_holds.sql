-- The page of retention shows the holds that were lifted last.
create index legal_hold_lifted on legal_hold (org_id, lifted_at desc) where lifted_at is not null;
