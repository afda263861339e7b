-- Numbers of entries that are not computed here begin at 2^52, so that a number names one entry of either kind: programs get
-- numbers alone. Programs read numbers as floating point too, which is exact up to 2^53.
alter table opaque_entry alter column id restart with 4503599627370496;
-- The owner sees no row while policies are forced on it.
alter table opaque_entry no force row level security;
update opaque_entry set id = default;
alter table opaque_entry force row level security;
alter table opaque_entry add check (id >= 4503599627370496);
alter table hash_entry add check (id < 4503599627370496);
