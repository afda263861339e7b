-- A number for each media, by which it is named in the index of what was seen, and the transaction that wrote it, by which that
-- index finds what is new whatever the order in which transactions end.
alter table media
    add number bigint not null generated always as identity unique,
    add added_in xid8 not null default pg_current_xact_id();
create index media_added on media (added_in);

-- New entries of a list are looked up among all that was ever seen; by SHA-256 the primary key finds it.
create index media_of_md5 on media (md5);
create index media_of_sha1 on media (sha1);
create index media_of_video on media (sha256) where frames is not null;
