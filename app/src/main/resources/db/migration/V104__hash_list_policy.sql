-- Which policy a list had when, so that one can say later why a match did what it did.
create table hash_list_policy (
    list_id             uuid not null,
    org_id              uuid not null references organisation,
    version             int not null check (version >= 0),
    exact_notifies      boolean not null,
    near_notifies_up_to smallint not null check (near_notifies_up_to between -1 and 31),
    quality_min         smallint not null check (quality_min between 50 and 100),
    distance_max        smallint not null check (distance_max between -1 and 31),
    since               timestamptz not null,
    primary key (list_id, version),
    foreign key (org_id, list_id) references hash_list (org_id, id)
);
call keep_per_organisation('hash_list_policy', 'select, insert');
