-- The secret of an authenticator is made when its person sets it up, and not with the invitation, when others could read it by
-- opening the link. Who has not set one up has none.
alter table person alter column totp_sealed drop not null;
-- The secret dates from the invitation: a code of it alone confirms nothing, and its person is asked to set another one up. It may
-- also be a newer one, which nothing tells of those that were there before.
alter table person add column totp_of_invitation boolean not null default false;

alter table person no force row level security;
update person set totp_sealed = null where password_hash is null;
update person set totp_of_invitation = true where password_hash is not null;
alter table person force row level security;

alter table person add constraint authenticator_beside_a_password check (password_hash is null or totp_sealed is not null);
