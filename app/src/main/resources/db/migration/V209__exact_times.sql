-- Times that were written exactly before only their day was kept. The key of a report was made when the report came.
do $$
begin
    alter table data_key no force row level security;
    update data_key set made_at = date_trunc('day', made_at at time zone 'UTC') at time zone 'UTC';
    alter table data_key force row level security;
end $$;
alter table data_key add constraint data_key_day
    check (made_at = date_trunc('day', made_at at time zone 'UTC') at time zone 'UTC');
