-- One showing of one media to one person. Nothing is shown in this version, so the table is empty, and the figure on the
-- dashboard is a count of it and not a promise.
create table exposure (
    id        uuid primary key,
    org_id    uuid not null references organisation,
    staff_id  uuid not null,
    item_id   uuid not null,
    form      text not null,
    shown_at  timestamptz not null,
    millis    int not null check (millis >= 0)
);
create index exposure_by_time on exposure (org_id, shown_at);
call keep_per_organisation('exposure', 'select, insert');

create view stat_exposure with (security_invoker = true) as
select org_id, count(*) as exposures, coalesce(sum(millis), 0) as millis
from exposure
group by org_id;
grant select on stat_exposure to vigie_app;
