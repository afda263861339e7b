-- For the review of who is still there: the day alone of the last sign-in, and of the last time that an administrator said so.
alter table person
    add column last_signed_in_on date,
    add column reviewed_on date,
    -- blocked because they left
    add column left_on date,
    add constraint who_left_is_blocked check (left_on is null or state = 'BLOCKED');
