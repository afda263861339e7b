-- Videos: the hashes of frames in place of one PDQ hash, as one value (41 bytes a frame), and where in a video a match was.
-- Pictures: from how much of one its PDQ hash was made.
alter table media
    add frames bytea check (octet_length(frames) between 41 and 200000),
    add mode text not null default 'full-resolution' check (mode in ('full-resolution', 'reduced', '512-first'));
alter table media drop constraint media_check;
alter table media
    add constraint media_has_hash check (pdq is not null or frames is not null or undecodable is not null),
    add constraint media_pdq_is_whole check (pdq is null or (undecodable is null and frames is null));

-- From and to in milliseconds, and frames; three numbers for each stretch.
alter table item_match
    add stretches int[] not null default '{}' check (cardinality(stretches) % 3 = 0 and cardinality(stretches) <= 60);
