-- What a list is for. A NEGATIVE list names what must never match, exactly or nearly; an IGNORE set names files that everybody
-- has, by exact hashes only.
alter table hash_list
    add kind text not null default 'MATCH' check (kind in ('MATCH', 'NEGATIVE', 'IGNORE')),
    -- media whose PDQ hash is of a lower quality is not near anything of this list
    add quality_min smallint not null default 50 check (quality_min between 50 and 100),
    -- bits: farther away nothing is near; -1: this list is compared exactly only
    add distance_max smallint not null default 31 check (distance_max between -1 and 31),
    add check (kind = 'MATCH' or (not exact_notifies and near_notifies_up_to = -1)),
    add check (kind <> 'NEGATIVE' or distance_max <= 15),
    add check (kind <> 'IGNORE' or distance_max = -1);
