-- Who is signed in. A request is answered only while the row of its session is here, so that deleting a row ends a session at once
-- on every node. Of the browser only its family and system are kept; no address of the network.
create table person_session (
    session_mac    bytea primary key check (length(session_mac) = 32),
    -- names the row on pages and in the audit log
    id             uuid not null unique,
    org_id         uuid not null references organisation,
    person_id      uuid not null references person,
    -- of the person when the session was opened; any change to roles or state raises it and so ends the session
    person_version int not null,
    -- the copy of Vigie whose memory holds the rest of the session
    node           text not null check (length(node) between 1 and 40),
    browser        text not null check (browser in ('FIREFOX', 'CHROME', 'EDGE', 'SAFARI', 'OTHER')),
    system         text not null check (system in ('WINDOWS', 'MACOS', 'LINUX', 'ANDROID', 'IOS', 'OTHER')),
    opened_at      timestamptz not null,
    opened_with    text not null
        check (opened_with in ('PASSKEY', 'PASSWORD_AND_CODE', 'RECOVERY_CODE', 'ONE_TIME_LINK', 'OIDC')),
    -- to the minute, more or less
    seen_at        timestamptz not null,
    -- the factor that was proven last; when, unless somebody else took it and does not say
    proven_at      timestamptz,
    proven_with    text not null
        check (proven_with in ('PASSKEY', 'PASSWORD_AND_CODE', 'RECOVERY_CODE', 'ONE_TIME_LINK', 'OIDC'))
);
create index person_session_of_person on person_session (person_id, opened_at desc);
create index person_session_oldest on person_session (org_id, seen_at);
create index person_session_of_node on person_session (org_id, node);
call keep_per_organisation('person_session');
