-- Where a look's redirect leads is queued in a transaction of its own, before the visit ends that was redirected. A worker that
-- is killed in between is followed by another, that queues it again: once is enough.
create unique index visit_of_look on visit (look_id, mac) where look_id is not null;
