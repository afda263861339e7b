-- Where items are, by keyed code: the address that serves the bytes, and the pages that show it. Lets intake say of a reported
-- address what became of it, without opening anything.
create index item_page_of_page on item_page (org_id, page_mac);
create view stat_item_place with (security_invoker = true) as
select org_id, id as item_id, address_mac as place_mac from item
union
select org_id, item_id, page_mac from item_page;
grant select on stat_item_place to vigie_app;
