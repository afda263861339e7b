-- A key of a client inside the trust circle lets whoever holds its private half ask as that client: it takes two administrators, too.
alter table api_client_request drop constraint api_client_request_what_check;
alter table api_client_request add constraint api_client_request_what_check check (what in ('INSIDE', 'TOKEN', 'KEY'));
-- the public key that shall be believed
alter table api_client_request add column jwk text;
alter table api_client_request add constraint api_client_request_jwk check ((what = 'KEY') = (jwk is not null));
