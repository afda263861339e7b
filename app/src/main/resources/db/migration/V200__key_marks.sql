-- Marks of the keys of tips, one purpose for each organisation, need a longer name.
alter table seal_key drop constraint seal_key_purpose_check;
alter table seal_key add constraint seal_key_purpose_check check (length(purpose) between 1 and 60);

-- A log that was signed before marks of its second key were kept had one: its file must be there, whatever it holds.
insert into seal_key (purpose, key_id, check_value, since)
select 'CHECKPOINTS_ML_DSA_44', 0, '0000000000000000', now()
where exists (select from audit_checkpoint where signed_note is not null);

-- How far the sealing again of all that is sealed under old keys is: one row, which outlives whoever was at it.
create table reseal_pass (
    one        boolean primary key default true check (one),
    -- how often a pass was asked for, and what that number was when the present one began
    asked      bigint not null,
    begun_for  bigint not null,
    -- another with every batch, so that of two processes one goes on
    step       bigint not null,
    began_at   timestamptz,
    ended_at   timestamptz,
    -- only what is sealed to organisations, since the opener was away when the rest was done
    tips_only  boolean not null,
    -- where it is: a column, whose rows, and after which of them. No row: all of them are done
    at_table   text check (at_table ~ '^[a-z_]{1,60}$'),
    at_column  text check (at_column ~ '^[a-z_]{1,60}$'),
    at_org     uuid,
    after_row  uuid,
    sealed     bigint not null check (sealed >= 0),
    stuck      bigint not null check (stuck >= 0),
    put_off    bigint not null check (put_off >= 0),
    check ((at_table is null) = (at_column is null)),
    check (at_table is not null or (at_org is null and after_row is null))
);
insert into reseal_pass (asked, begun_for, step, tips_only, sealed, stuck, put_off) values (0, 0, 0, false, 0, 0, 0);
call keep_for_platform('reseal_pass', 'select, update', 'how far the sealing under new keys is, for all organisations');
