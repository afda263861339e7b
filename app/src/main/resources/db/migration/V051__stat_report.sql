-- How far each reported address has come, read with the reader's own rights: what was found there (the address itself or on
-- it as a page), when its host was first asked after the report, and when all that was asked for was gone.
create view stat_report with (security_invoker = true) as
select i.org_id, i.id as incident_id, i.report_id, i.received_at, i.fetching,
       count(distinct s.item_id) as items,
       count(distinct s.item_id) filter (where s.notified_at is not null) as items_notified,
       min(s.notified_at) filter (where s.notified_at >= i.received_at and s.first_seen >= i.received_at) as notified_at,
       case when count(s.notified_at) > 0 and count(*) filter (where s.item_id is not null and s.gone_at is null) = 0
            then max(s.gone_at) end as removed_at
from incident i
left join stat_item_place p on p.org_id = i.org_id and p.place_mac = i.address_mac
left join stat_item_spell s on s.item_id = p.item_id
group by i.org_id, i.id, i.report_id, i.received_at, i.fetching;
grant select on stat_report to vigie_app;
