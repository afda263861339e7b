-- Entries that are known videos. Their hash is the SHA-256 of the list of their frames' PDQ hashes, which lies in a table of its own:
-- the other entries, of which there are many more, stay as small as they were.
alter table hash_entry drop constraint hash_entry_algorithm_check;
alter table hash_entry
    add constraint hash_entry_algorithm_check check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ', 'VPDQ'));
-- The index in memory asks for all of them at its start, and for those of an organisation when one is added.
create index hash_entry_of_videos on hash_entry (changed_in) where algorithm = 'VPDQ';

create table known_video (
    entry_id    bigint primary key references hash_entry,
    org_id      uuid not null references organisation,
    -- number, milliseconds, quality and PDQ hash of each frame, 41 bytes
    frames      bytea not null check (octet_length(frames) % 41 = 0 and octet_length(frames) between 41 and 1476000),
    frame_count int not null generated always as (octet_length(frames) / 41) stored
);
call keep_per_organisation('known_video', 'select, insert');
-- Hashes do not become smaller.
alter table known_video alter column frames set storage external;

create policy known_video_index on known_video for select to vigie_index using (true);
grant select on known_video to vigie_index;
