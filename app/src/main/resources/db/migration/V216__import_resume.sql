-- An import that was cut off goes on where it stopped when the same file comes again: how many records are committed with all
-- that came before them, and which process holds the import (the last one that took it up).
alter table hash_import
    add fingerprint bytea check (octet_length(fingerprint) = 32),
    add told bigint not null default 0 check (told >= 0),
    add turn int not null default 0 check (turn >= 0);
create index hash_import_cut_off on hash_import (list_id, fingerprint) where finished_at is null and fingerprint is not null;
