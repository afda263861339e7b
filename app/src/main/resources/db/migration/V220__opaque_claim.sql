-- Members also say hashes of systems that are not computed here, whose names are written small.
alter table exchange_claim
    drop constraint exchange_claim_algorithm_check,
    drop constraint exchange_claim_hash_check;
alter table exchange_claim
    add constraint exchange_claim_algorithm_check
        check (algorithm in ('MD5', 'SHA1', 'SHA256', 'PDQ') or algorithm ~ '^[a-z0-9]{2,32}$'),
    add constraint exchange_claim_hash_check
        check (octet_length(hash) between 8 and 1024);
