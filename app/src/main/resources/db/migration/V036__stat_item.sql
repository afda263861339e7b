-- What the dashboard may read of items. Rows are those of the reader's organisation: the views run with the reader's rights.
create view stat_item_state with (security_invoker = true) as
select org_id, state, hold_reason, count(*) as items
from item
group by org_id, state, hold_reason;
grant select on stat_item_state to vigie_app;

create view stat_item_spell with (security_invoker = true) as
select spell.org_id, spell.item_id, spell.number, spell.first_seen, spell.confirmed_at, spell.notified_at,
       spell.last_seen_up, spell.first_seen_down, spell.gone_at,
       -- up as far as is known: the item's present spell, confirmed and not gone
       (spell.number = item.spell and item.state in ('CONFIRMED', 'HELD', 'NOTIFIED')) as still_up
from item_spell spell
join item on item.id = spell.item_id;
grant select on stat_item_spell to vigie_app;
