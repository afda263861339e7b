package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.provider.Contact;
import org.vigie.provider.ContactId;

class HoldCauseTest {
    @ParameterizedTest(name = "known {0}, approved {1}, police {2}, order {3}, lifted {4}: {5}")
    @CsvSource(nullValues = "-", textBlock = """
                    false, false, false, false, -,              NO_CONTACT
                    true,  true,  false, false, -,              -
                    true,  false, false, false, -,              NEW_CONTACT
                    true,  true,  true,  false, -,              POLICE
                    true,  false, true,  false, -,              POLICE
                    true,  true,  true,  false, POLICE,         -
                    true,  false, true,  false, POLICE,         NEW_CONTACT
                    true,  true,  false, true,  -,              NON_DISCLOSURE
                    true,  true,  true,  true,  -,              NON_DISCLOSURE
                    true,  true,  true,  true,  NON_DISCLOSURE, POLICE
                    true,  true,  true,  true,  POLICE,         NON_DISCLOSURE
                    true,  true,  false, true,  NON_DISCLOSURE, -
                    """)
    void theGravestCauseHolds(
            boolean known, boolean approved, boolean police, boolean order, HoldCause lifted, HoldCause expected) {
        Contact contact = known
                ? new Contact(
                        new ContactId(UUID.randomUUID()),
                        "Nuage",
                        "a@b.example",
                        Locale.FRENCH,
                        approved,
                        police,
                        order)
                : null;
        assertThat(HoldCause.of(contact, lifted)).isEqualTo(Optional.ofNullable(expected));
    }
}
