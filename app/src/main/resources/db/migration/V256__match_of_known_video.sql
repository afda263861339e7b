-- Matches with known videos: how much of either the other holds, in hundredths of a percent, and where in the known one each stretch
-- of the video that was seen was met: from and to in milliseconds.
alter table item_match drop constraint item_match_algorithm_check, drop constraint item_match_check1;
alter table item_match
    add constraint item_match_algorithm_check check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ', 'VPDQ')),
    add constraint item_match_near_is_perceptual check ((kind = 'NEAR') = (algorithm in ('PDQ', 'VPDQ'))),
    add known_stretches int[] not null default '{}' check (cardinality(known_stretches) % 2 = 0),
    add seen_share smallint check (seen_share between 0 and 10000),
    add known_share smallint check (known_share between 0 and 10000),
    add constraint item_match_video_is_whole
        check ((algorithm = 'VPDQ') = (seen_share is not null and known_share is not null)
            and cardinality(known_stretches) = case when algorithm = 'VPDQ' then cardinality(stretches) / 3 * 2 else 0 end);
