-- One import of one file; finished_at stays empty where it was cut off, and what it had written by then stays.
create table hash_import (
    id              uuid primary key,
    org_id          uuid not null references organisation,
    list_id         uuid not null,
    -- kind and id of who imported, as in the audit
    by_kind         text not null,
    by_id           text not null,
    mapping_version int not null,
    started_at      timestamptz not null,
    finished_at     timestamptz,
    accepted        bigint not null default 0,
    changed         bigint not null default 0,
    unchanged       bigint not null default 0,
    still_withdrawn bigint not null default 0,
    rejected        bigint not null default 0,
    unique (org_id, id),
    foreign key (org_id, list_id) references hash_list (org_id, id)
);
create index hash_import_of_list on hash_import (list_id, started_at desc, id);
call keep_per_organisation('hash_import', 'select, insert, update');

-- The lines that were not taken, by number and reason only, as many as the limit lets keep.
create table hash_import_rejected (
    org_id    uuid not null references organisation,
    import_id uuid not null,
    line      bigint not null,
    reason    text not null,
    primary key (import_id, line),
    foreign key (org_id, import_id) references hash_import (org_id, id)
);
call keep_per_organisation('hash_import_rejected', 'select, insert');
