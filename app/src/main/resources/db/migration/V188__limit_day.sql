-- What a person or a program used of a limit that is counted by the day (UTC). The names are those of the table of limits.
create table limit_day (
    org_id uuid not null references organisation,
    name   text not null check (length(name) between 1 and 60),
    whose  uuid not null,
    day    date not null,
    used   int not null check (used >= 0),
    primary key (org_id, name, whose, day)
);

-- The quota of clients is one of them. The owner sees no row while policies are forced on it.
alter table api_client_day no force row level security;
insert into limit_day (org_id, name, whose, day, used)
select org_id, 'LOOK_UP_OF_CLIENT', client_id, day, used from api_client_day;
drop table api_client_day;

call keep_per_organisation('limit_day', 'select, insert, update, delete');
