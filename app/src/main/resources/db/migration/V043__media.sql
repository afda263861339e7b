-- Media that was decoded before, known by its hashes only: the same bytes are not decoded twice.
create table media (
    sha256      bytea primary key check (length(sha256) = 32),
    sha1        bytea not null check (length(sha1) = 20),
    md5         bytea not null check (length(md5) = 16),
    pdq         bytea check (length(pdq) = 32),
    pdq_quality int not null check (pdq_quality between 0 and 100),
    undecodable text check (length(undecodable) <= 40),
    check ((pdq is null) = (undecodable is not null)),
    check (pdq is not null or pdq_quality = 0)
);

call keep_for_platform('media', 'select, insert, delete', 'hashes of files, not of anybody; every organisation meets the same files');
