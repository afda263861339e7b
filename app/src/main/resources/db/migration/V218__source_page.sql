-- The last range of a source that was taken to its end, and whether a person stopped it.
alter table exchange_source
    add full_from timestamptz,
    add full_to timestamptz,
    add full_at timestamptz,
    add stopped_at timestamptz,
    add check ((full_from is null) = (full_at is null) and (full_to is null) = (full_at is null));
