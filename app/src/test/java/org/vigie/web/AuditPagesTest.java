package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class AuditPagesTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private Fixtures fixtures;

    @Test
    void readingTheLogIsInTheLogWithoutWhatWasTyped() {
        var auditor =
                new SignedIn(UUID.randomUUID(), fixtures.organisation("Audit pages"), Set.of(Role.AUDITOR), "Camille");
        assertThat(mvc.get()
                        .uri("/audit?subject=https://pictures.example/a.jpg")
                        .with(user(auditor)))
                .hasStatusOk();

        assertThat(CurrentOrganisation.as(
                        auditor.org(), () -> audit.page(new AuditQuestion("audit.read", "", Long.MAX_VALUE))))
                .singleElement()
                .matches(line -> line.actor().equals(AuditActor.person(auditor.staff()))
                        && line.facts().contains("by_subject=true")
                        && !line.facts().toString().contains("pictures"));
    }
}
