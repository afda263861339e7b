-- How many pages of the range were taken, so that a service whose pages lead in a circle is noticed.
alter table exchange_source
    add column pages int not null default 0 check (pages >= 0),
    add check (range_to is not null or pages = 0);
