-- A request to remove, or a reminder of one: a mail that is sent once. Its Message-ID is settled here.
create table notice (
    id             uuid primary key,
    org_id         uuid not null references organisation,
    -- the request that this reminds of; a request names itself
    first_id       uuid not null,
    reminder       int not null default 0 check (reminder >= 0),
    -- of provider_contact; null while nobody is known to write to
    contact_id     uuid,
    material_class text not null check (material_class in ('CSAM', 'HARMFUL_ABUSIVE', 'UNMAPPED')),
    language       text not null check (language in ('en', 'fr')),
    state          text not null check (state in
        ('DRAFT', 'HELD', 'QUEUED', 'SENDING', 'UNCERTAIN', 'SENT', 'BOUNCED', 'REFUSED', 'DECLINED', 'WITHDRAWN')),
    hold_cause     text check (hold_cause in ('NON_DISCLOSURE', 'POLICE', 'NO_CONTACT', 'NEW_CONTACT')),
    -- the cause that a person lifted for this notice
    lifted_cause   text check (lifted_cause in ('NON_DISCLOSURE', 'POLICE')),
    message_id     text not null unique check (message_id ~ '^<[^<>\s]+@[^<>\s]+>$'),
    -- subject, text and reports as they leave; sealed, and never changed once a try was made
    letter_sealed  bytea,
    tries          int not null default 0 check (tries >= 0),
    -- tries of which nobody knows whether they succeeded: the receiver may have the mail once more for each
    uncertain_tries int not null default 0 check (uncertain_tries between 0 and tries),
    last_reply     text check (length(last_reply) <= 60),
    created_at     timestamptz not null,
    tried_at       timestamptz,
    next_try_at    timestamptz,
    sent_at        timestamptz,
    closed_at      timestamptz,
    -- a person's words when it was released or declined
    words_sealed   bytea,
    version        int not null default 0,
    unique (org_id, id),
    unique (org_id, first_id, reminder),
    foreign key (org_id, first_id) references notice (org_id, id),
    check ((first_id = id) = (reminder = 0)),
    check ((state = 'HELD') = (hold_cause is not null)),
    check ((sent_at is not null) = (state in ('SENT', 'BOUNCED'))),
    check ((closed_at is not null) = (state in ('SENT', 'BOUNCED', 'REFUSED', 'DECLINED', 'WITHDRAWN'))),
    check (letter_sealed is not null or state not in ('SENDING', 'UNCERTAIN', 'SENT', 'BOUNCED')),
    check (contact_id is not null or state in ('HELD', 'DECLINED', 'WITHDRAWN'))
);
-- Items of one contact and one class gather in one open draft.
create unique index notice_open_draft on notice (org_id, contact_id, material_class) where state = 'DRAFT';
create index notice_newest on notice (org_id, created_at desc, id desc);
create index notice_by_state on notice (org_id, state, created_at desc, id desc);
create index notice_tried on notice (org_id, tried_at) where tried_at is not null;
call keep_per_organisation('notice', 'select, insert, update');
