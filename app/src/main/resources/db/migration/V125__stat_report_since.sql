-- A witness reads "removed" of what happened after the report only: an address that was dead before must answer like one that
-- nobody ever knew. What ended because it was unconfirmed or dismissed has no gone_at and is waited for no more.
create or replace view stat_report with (security_invoker = true) as
select i.org_id, i.id as incident_id, i.report_id, i.received_at, i.fetching,
       count(distinct s.item_id) as items,
       count(distinct s.item_id) filter (where s.notified_at is not null) as items_notified,
       min(s.notified_at) filter (where s.notified_at >= i.received_at and s.first_seen >= i.received_at) as notified_at,
       case when count(*) filter (where s.still_up) = 0
            then max(s.gone_at) filter (where s.notified_at is not null and s.last_seen_up >= i.received_at) end as removed_at
from incident i
left join stat_item_place p on p.org_id = i.org_id and p.place_mac = i.address_mac
left join stat_item_spell s on s.item_id = p.item_id
group by i.org_id, i.id, i.report_id, i.received_at, i.fetching;
