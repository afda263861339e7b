-- What witnesses put under our checkpoints.
create table audit_cosignature (
    size     bigint not null references audit_checkpoint,
    witness  text not null check (length(witness) between 1 and 255),
    key_id   int not null,
    -- when the witness says it signed
    at       timestamptz not null,
    -- the line of the note
    line     text not null check (length(line) between 1 and 8192),
    added_at timestamptz not null,
    primary key (size, witness, key_id)
);
call keep_for_platform('audit_cosignature', 'select, insert', 'signatures of witnesses under heads of the audit tree');
grant select on audit_cosignature to vigie_verifier;
