-- Whoever signs in by passkey needs no password. That an active person has one or the other is held by the services that add and remove them.
alter table person drop constraint person_check;
alter table person add constraint active_person_has_a_name check (state <> 'ACTIVE' or sign_in_name is not null);
