-- What the dashboard may read of notices, with the reader's own rights.
create view stat_notice with (security_invoker = true) as
select org_id, id as notice_id, first_id, reminder, material_class, language, state, hold_cause, tries, uncertain_tries,
       created_at, sent_at, closed_at
from notice;
grant select on stat_notice to vigie_app;

-- For each item and spell: when its host was first asked, and how often reminded.
create view stat_notice_item with (security_invoker = true) as
select i.org_id, i.item_id, i.spell, min(n.sent_at) filter (where n.reminder = 0) as asked_at,
       count(*) filter (where n.reminder > 0 and n.sent_at is not null) as reminders
from notice_item i
join notice n on n.id = i.notice_id
where i.left_out is null
group by i.org_id, i.item_id, i.spell;
grant select on stat_notice_item to vigie_app;
