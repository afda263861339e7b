-- The audit log. The entry belongs to an organisation (or to the platform); its leaf is a salted commitment and belongs to nobody.
create table audit_entry (
    id         bigint generated always as identity primary key,
    org_id     uuid references organisation,
    at         timestamptz not null,
    act        text not null check (act ~ '^[a-z]+(\.[a-z-]+)+$'),
    actor_kind text not null check (actor_kind in ('person', 'system', 'public')),
    actor_id   text not null check (length(actor_id) <= 100),
    subjects   text[] not null check (cardinality(subjects) <= 50),
    facts      jsonb not null,
    salt       bytea not null check (length(salt) = 32)
);
create index audit_entry_newest on audit_entry (org_id, id desc);
create index audit_entry_act on audit_entry (org_id, act, id desc);
create index audit_entry_subject on audit_entry using gin (subjects);

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
-- Entries of the platform carry no organisation; only who is bound to none may write or read them.
create policy of_organisation on audit_entry
    using (org_id is not distinct from nullif(current_setting('vigie.org', true), '')::uuid);
create policy for_verification on audit_entry for select to vigie_verifier using (true);
grant select, insert on audit_entry to vigie_app;

create table audit_leaf (
    entry      bigint primary key references audit_entry,
    commitment bytea not null check (length(commitment) = 32)
);
-- Leaves the integrator has not taken yet.
create table audit_pending (
    entry bigint primary key references audit_leaf
);
create table audit_tree (
    position  bigint primary key check (position >= 0),
    entry     bigint not null unique references audit_leaf,
    leaf_hash bytea not null check (length(leaf_hash) = 32)
);
create table audit_checkpoint (
    size      bigint primary key check (size > 0),
    root      bytea not null check (length(root) = 32),
    -- roots of the full subtrees, the largest first: what the next batch goes on from
    edge      bytea not null check (length(edge) % 32 = 0),
    at        timestamptz not null,
    note      text not null,
    signature bytea not null
);

call keep_for_platform('audit_leaf', 'select, insert', 'salted commitments say nothing of anybody');
call keep_for_platform('audit_pending', 'select, insert, delete', 'which leaves wait for their position');
call keep_for_platform('audit_tree', 'select, insert', 'the Merkle tree over the commitments of all organisations');
call keep_for_platform('audit_checkpoint', 'select, insert', 'signed heads of the tree');

grant select on audit_entry, audit_leaf, audit_pending, audit_tree, audit_checkpoint to vigie_verifier;
