-- An item may leave a notice because no entry that it matched counts any more.
alter table notice_item
    drop constraint notice_item_left_out_check,
    add constraint notice_item_left_out_check check (left_out in ('MOVED', 'CLOSED', 'ENTRY_STOPPED'));
