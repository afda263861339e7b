-- A round that entries caused goes through the new entries only, in the order of the transactions that wrote them: all those up
-- to the mark were compared with what was seen. Lists that have a round already were compared with up to now, or will be by
-- that round; later ones begin before everything.
alter table retro_match
    add mark_transaction xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
    add mark_entry bigint not null default 0 check (mark_entry >= 0),
    -- new entries that were looked up, and those that were left when they were counted last
    add entries bigint not null default 0 check (entries >= 0),
    add entries_left bigint not null default 0 check (entries_left >= 0),
    -- whether there were PDQ hashes among them, so that videos are to be compared too
    add is_near boolean not null default false,
    -- since when what was seen is to be compared once more at the end: when the list changed first since all was done
    add late_from timestamptz,
    drop constraint retro_match_state_check,
    add constraint retro_match_state_check check (state in ('ALL', 'NEW', 'VIDEOS', 'LATE', 'DONE'));
alter table retro_match alter column mark_transaction drop default;

-- The owner sees no row while policies are forced on it.
alter table retro_match no force row level security;
update retro_match set late_from = asked_at;
alter table retro_match force row level security;
alter table retro_match alter column late_from set not null;

create index hash_entry_of_list_changed on hash_entry (list_id, changed_in);
