-- How far what was ever seen has been compared with what was added to a list since: one row for each list.
create table retro_match (
    list_id     uuid primary key,
    org_id      uuid not null references organisation,
    state       text not null check (state in ('ALL', 'LATE', 'DONE')),
    -- counts what was asked for; a step that began before an addition must not count as having seen it
    generation  int not null,
    asked_at    timestamptz not null,
    -- the media that was compared last, by SHA-256, in whose order the round goes; empty at the beginning
    position    bytea check (octet_length(position) = 32),
    -- where the round stood at the last addition: it goes over the end and on to here
    stop_at     bytea check (octet_length(stop_at) = 32),
    is_wrapped  boolean not null,
    compared    bigint not null check (compared >= 0),
    found       bigint not null check (found >= 0),
    finished_at timestamptz,
    foreign key (org_id, list_id) references hash_list (org_id, id),
    check ((state = 'DONE') = (finished_at is not null)),
    -- a round that began at the beginning ends at the end
    check (stop_at is not null or is_wrapped)
);
call keep_per_organisation('retro_match', 'select, insert, update');

-- Where a picture was seen, and which pictures were seen lately.
create index visit_of_picture on visit (org_id, sha256) where sha256 is not null;
create index visit_of_pictures_lately on visit (org_id, ended_at) where sha256 is not null;
