-- Which identity service knows somebody: who is known only to one that the organisation has no more cannot come in. The keyed code
-- does not tell. Who was invited since the settings were last changed is known to the present one; for the others it is noted
-- when they come in the next time.
alter table person
    add column oidc_issuer text check (length(oidc_issuer) between 8 and 300),
    add constraint issuer_of_a_subject check (oidc_issuer is null or oidc_mac is not null);

alter table person no force row level security;
alter table organisation_sign_in no force row level security;
update person p set oidc_issuer = s.issuer
from organisation_sign_in s
where s.org_id = p.org_id and p.oidc_mac is not null and p.created_at >= s.changed_at;
alter table person force row level security;
alter table organisation_sign_in force row level security;
