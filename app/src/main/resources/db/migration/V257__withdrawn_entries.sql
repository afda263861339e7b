-- An import asks of each batch which of its hashes were withdrawn. They are few, or none: without an index of their own PostgreSQL
-- takes them for fewer than the batch, and reads the whole list to find them.
create index hash_entry_withdrawn on hash_entry (list_id, algorithm, hash) where withdrawn_at is not null;
