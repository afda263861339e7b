-- Tokens of clients that live for minutes. Each is bound to a key or a certificate that must come with it.
create table api_token (
    token_mac   bytea primary key check (length(token_mac) = 32),
    org_id      uuid not null references organisation,
    client_id   uuid not null,
    -- the key by which it was asked for: it ends with that key
    key_id      uuid not null,
    -- thumbprint of the key that signs proofs (RFC 9449)
    proof_key   text check (length(proof_key) = 43),
    -- SHA-256 of the certificate of the connection (RFC 8705)
    certificate bytea check (length(certificate) = 32),
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    revoked_at  timestamptz,
    foreign key (org_id, client_id) references api_client (org_id, id),
    foreign key (org_id, key_id) references api_client_key (org_id, id),
    check (num_nonnulls(proof_key, certificate) >= 1),
    check (expires_at <= issued_at + interval '15 minutes')
);
create index api_token_ending on api_token (client_id, expires_at);
call keep_per_organisation('api_token', 'select, insert, update, delete');

create policy for_sign_in on api_token for select to vigie_owner using (true);

create function find_api_token(asked bytea) returns table (client_id uuid, org_id uuid)
    language sql stable security definer set search_path = pg_catalog, public as
$$ select t.client_id, t.org_id from public.api_token t where t.token_mac = asked $$;

revoke all on function find_api_token(bytea) from public;
grant execute on function find_api_token(bytea) to vigie_app;

-- What may be used once, such as the id of an assertion or a proof, as a keyed code, until it would be too old anyway.
create table api_once (
    client_id uuid not null,
    mac       bytea not null check (length(mac) = 32),
    org_id    uuid not null references organisation,
    until     timestamptz not null,
    primary key (client_id, mac),
    foreign key (org_id, client_id) references api_client (org_id, id)
);
create index api_once_ending on api_once (client_id, until);
call keep_per_organisation('api_once');
