-- What verification demands of an erasure: that there was one of that record, and nothing of why or by whom.
create view erased_record with (security_invoker = true) as select org_id, kind, record from erasure;
grant select on erased_record to vigie_verifier;
