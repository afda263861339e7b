-- Texts that people wrote and that stood here in plain: from now on they are sealed. The database has no keys, so that what is
-- there already is sealed by the next start, before anything is served; then the plain column holds nothing for good.
create table sealed_since (
    table_name    text not null,
    plain_column  text not null,
    sealed_column text not null,
    -- a keyed code beside it, where equality is asked for
    mac_column    text,
    -- null until no row is left
    done_at       timestamptz,
    primary key (table_name, plain_column)
);
call keep_for_platform('sealed_since', 'select, update', 'names of columns whose old texts are sealed at the next start');

create procedure seal_from_now_on(target text, plain text, mac text default null) language plpgsql as $$
declare
    sealed text := plain || '_sealed';
begin
    execute format('alter table %I alter column %I drop not null', target, plain);
    execute format('alter table %I add column %I bytea', target, sealed);
    if mac is not null then
        execute format('alter table %I add column %I bytea check (octet_length(%I) = 32)', target, mac, mac);
    end if;
    execute format(
        'alter table %I add constraint %I check (%I is null or %I is null)', target, plain || '_plain_or_sealed', plain, sealed);
    execute format('create index %I on %I (org_id) where %I is not null', target || '_plain_' || plain, target, plain);
    insert into sealed_since values (target, plain, sealed, mac, null);
    call keep_sealed(target, sealed, 'id');
end $$;

alter table api_client_hold drop constraint api_client_hold_check2;
alter table entry_hold drop constraint entry_hold_check2;

call seal_from_now_on('provider_contact', 'email', 'email_mac');
call seal_from_now_on('api_client_hold', 'reason');
call seal_from_now_on('api_canary', 'note');
call seal_from_now_on('entry_hold', 'reason');

alter table api_client_hold add constraint a_decision_has_its_reason
    check ((decided_at is null) = (reason is null and reason_sealed is null));
alter table entry_hold add constraint an_end_has_its_reason
    check ((ended_at is null) = (reason is null and reason_sealed is null));
alter table api_canary add constraint a_canary_has_its_note check (note is not null or note_sealed is not null);
alter table provider_contact add constraint a_contact_has_its_address
    check (email is not null or (email_sealed is not null and email_mac is not null));
alter table provider_contact add constraint one_contact_of_an_address unique (org_id, provider_id, role, email_mac);
