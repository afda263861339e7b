-- A person may stop a lead before it is done. What is being fetched at that moment still ends by itself.
alter table lead add column stopped_at timestamptz;
alter table lead add constraint lead_stopped_in_time check (stopped_at >= started_at);
