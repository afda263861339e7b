-- Sealed columns that came beside the table of sealed columns: a change of keys must know all of them.
call keep_sealed('organisation_sign_in', 'secret_sealed', 'org_id');
call keep_sealed('compartment', 'name_sealed', 'id');
call keep_sealed('compartment_member', 'reason_sealed', 'id');
call keep_sealed('compartment_member', 'end_sealed', 'id');
call keep_sealed('compartment_member', 'review_sealed', 'id');
call keep_sealed('api_canary', 'hash_sealed', 'id');
call keep_sealed('api_client_watch', 'sealed', 'client_id');
