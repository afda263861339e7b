-- A host may have two rows, one of each scheme, and both were sealed for the host's id: a pass that seals everything again goes by
-- that id and could pass the second by, and one file opened in the other's place. Each row has an id of its own now. The files are
-- of a day at most and sealed for the old place; they are asked for again.
delete from host_robots;
alter table host_robots drop constraint host_robots_pkey;
alter table host_robots add column id uuid primary key;
alter table host_robots add unique (host_id, scheme);
update sealed_column set id_column = 'id' where table_name = 'host_robots';
