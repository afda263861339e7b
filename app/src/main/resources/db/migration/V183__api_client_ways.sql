-- How a client shows who it is. A token that lives long is an exception with an end; those made before get 90 days.
alter table api_client alter column token_mac drop not null;
alter table api_client add column token_until timestamptz default now() + interval '90 days';
alter table api_client alter column token_until drop default;
alter table api_client add check ((token_mac is null) = (token_until is null));

-- Networks it may come from, as in 192.0.2.0/24; from anywhere when there is none.
alter table api_client add column networks text[] not null default '{}' check (cardinality(networks) <= 50);

-- Whether it looks up what resembles what it asked before, as frames of a video do.
alter table api_client add column expects_sequences boolean not null default false;

create function org_of_api_client(asked uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, public as
$$ select c.org_id from public.api_client c where c.id = asked $$;

revoke all on function org_of_api_client(uuid) from public;
grant execute on function org_of_api_client(uuid) to vigie_app;

-- Public keys with which a client signs that it is itself.
create table api_client_key (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    client_id  uuid not null,
    -- RFC 7638, which is also what the client names the key by
    thumbprint text not null check (length(thumbprint) = 43),
    -- one of EdDSA, ES256 and PS256, decided by the key and never by what is signed
    algorithm  text not null check (algorithm in ('EdDSA', 'ES256', 'PS256')),
    jwk        text not null check (length(jwk) <= 4096),
    added_at   timestamptz not null,
    revoked_at timestamptz,
    unique (org_id, id),
    unique (client_id, thumbprint),
    foreign key (org_id, client_id) references api_client (org_id, id)
);
call keep_per_organisation('api_client_key', 'select, insert, update');
