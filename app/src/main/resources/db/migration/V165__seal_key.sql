-- Which keys this database was sealed with, by marks that say nothing of them: a key file that is missing or was changed is
-- then known for a loss, and no fresh key is made in its place.
create table seal_key (
    purpose     text not null check (length(purpose) between 1 and 40),
    key_id      int not null,
    check_value text not null check (check_value ~ '^[0-9a-f]{16}$'),
    since       timestamptz not null,
    retired_at  timestamptz,
    primary key (purpose, key_id)
);
call keep_for_platform('seal_key', 'select, insert, update', 'marks of keys; they belong to the installation');

-- The key of one record, wrapped under the key of an epoch. The row stays when the key is destroyed.
create table data_key (
    record         uuid primary key,
    org_id         uuid not null references organisation,
    wrapped_sealed bytea,
    made_at        timestamptz not null,
    destroyed_at   timestamptz,
    check ((wrapped_sealed is null) = (destroyed_at is not null))
);
call keep_per_organisation('data_key', 'select, insert, update');

-- Every sealed column, for whoever seals them again under a new key: the column of the row's id, and which keys.
-- A test compares this with the catalog.
create table sealed_column (
    table_name  text not null,
    column_name text not null,
    id_column   text not null,
    keys        text not null check (keys in ('COLUMNS', 'TIPS', 'EPOCHS')),
    primary key (table_name, column_name)
);
call keep_for_platform('sealed_column', 'select', 'names of columns');

create procedure keep_sealed(target text, sealed text, id text, keys text default 'COLUMNS') language plpgsql as $$
begin
    insert into sealed_column values (target, sealed, id, keys);
    execute format('grant update (%I) on %I to vigie_app', sealed, target);
end $$;

call keep_sealed('data_key', 'wrapped_sealed', 'record', 'EPOCHS');
call keep_sealed('report', 'words_sealed', 'id', 'TIPS');
call keep_sealed('incident', 'address_sealed', 'id', 'TIPS');
call keep_sealed('host', 'name', 'id');
call keep_sealed('host_robots', 'file', 'host_id');
call keep_sealed('visit', 'address', 'id');
call keep_sealed('item', 'address_sealed', 'id');
call keep_sealed('item', 'host_sealed', 'id');
call keep_sealed('item_page', 'page_sealed', 'id');
call keep_sealed('item_event', 'words_sealed', 'id');
call keep_sealed('notice', 'letter_sealed', 'id');
call keep_sealed('notice', 'words_sealed', 'id');
call keep_sealed('person', 'totp_sealed', 'id');
call keep_sealed('exchange_source', 'password_sealed', 'id');
