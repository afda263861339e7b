package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.testing.OldDatabase;

/** What the migrations make of people from before the secret of an authenticator was made by who holds it. */
class AuthenticatorBeforeTest {
    private static final String BEFORE = "261";

    @Test
    void secretsThatNobodyHoldsGoAndThoseOfInvitationsAreKnownAsSuch(@TempDir Path folder) throws Exception {
        try (var old = new OldDatabase(folder, BEFORE, List.of("person"))) {
            old.execute("""
                    insert into organisation (id, name, kind) values ('00000000-0000-4000-8000-00000000000a', 'One', 'HOTLINE');
                    insert into person (id, org_id, name, sign_in_name, state, password_hash, totp_sealed, created_at)
                        select gen_random_uuid(), id, who, case when state = 'ACTIVE' then who end, state,
                            case when who = 'password' then 'hash' end, '\\x01', now()
                        from organisation, (values ('invited', 'INVITED'), ('passkey', 'ACTIVE'), ('password', 'ACTIVE'))
                            as people (who, state);
                    """);
            old.migrate();
            assertThat(old.text("""
                    select string_agg(concat_ws(' ', name, totp_sealed is not null, totp_of_invitation), '; ' order by name)
                    from person""")).isEqualTo("invited f f; passkey f f; password t t");
        }
    }
}
