-- Which service a source is; the ones that are there are NCMEC's.
alter table exchange_source
    add column service text not null default 'NCMEC' check (service in ('NCMEC', 'STOPNCII'));
