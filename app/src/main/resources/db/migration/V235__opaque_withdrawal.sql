-- Why an entry is withdrawn whose hash is not computed here: what a person withdrew stays so when its source says it again.
alter table opaque_entry add withdrawn_reason text check (length(withdrawn_reason) between 1 and 500);
-- Until now only a source took them back. The owner sees no row while policies are forced on it.
alter table opaque_entry no force row level security;
update opaque_entry set withdrawn_reason = 'recalled by its source' where withdrawn_at is not null;
alter table opaque_entry force row level security;
alter table opaque_entry add check ((withdrawn_at is null) = (withdrawn_reason is null));
