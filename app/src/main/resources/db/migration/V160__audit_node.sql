-- Roots of full tiles of the audit tree, and checkpoints as signed notes (C2SP).
-- A tile has 256 hashes. Level 1 holds the root of each full tile of leaves, level 2 of each full tile of level 1, and so on: a proof
-- reads a tile or two of each level instead of the whole tree. The integrator fills in what an older version left out.
create table audit_node (
    level smallint not null check (level between 1 and 7),
    place bigint not null check (place >= 0),
    hash  bytea not null check (length(hash) = 32),
    primary key (level, place)
);
call keep_for_platform('audit_node', 'select, insert', 'roots of subtrees of the audit tree');
grant select on audit_node to vigie_verifier;

-- The note with the log's signatures under it. Checkpoints of older versions have none.
alter table audit_checkpoint add column signed_note text check (length(signed_note) between 1 and 65536);
