package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.provider.ContactTrust;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

class NoticePagesTest extends NoticeTestBase {
    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest
    @CsvSource({"en, Notices, Sent, Letter", "fr, Avis de retrait, Envoyé, Lettre"})
    void showWhatWasSentWithNothingToClickOn(String language, String title, String sent, String letter) {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,,");
        world.confirmed("http://pictures.nuage.example/1.png");
        world.send();
        assertThat(mvc.get().uri("/notices?lang=" + language).with(user(person(Role.AUDITOR))))
                .hasStatusOk()
                .bodyText()
                .contains(title, sent, "Nuage")
                .doesNotContain("pictures");
        assertThat(mvc.get()
                        .uri("/notices/" + world.notice().id() + "?lang=" + language)
                        .with(user(person(Role.ANALYST))))
                .hasStatusOk()
                .bodyText()
                .contains(letter, "hxxp://pictures[.]nuage[.]example/1.png", "CECI EST UN TEST")
                .doesNotContain("http://pictures", "pictures.nuage");
    }

    @Test
    void aHeldNoticeIsReleasedWithAReason() {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,true,");
        world.confirmed("http://nuage.example/1.png");
        world.send();
        var id = world.notice().id();
        assertThat(mvc.get().uri("/notices?state=HELD").with(user(person(Role.ANALYST))))
                .bodyText()
                .contains("Police asked");
        assertThat(mvc.post()
                        .uri("/notices/" + id + "/release")
                        .with(user(person(Role.ANALYST)))
                        .with(csrf())
                        .param("reason", " "))
                .bodyText()
                .contains("Give a reason");
        assertThat(mvc.post()
                        .uri("/notices/" + id + "/release")
                        .with(user(person(Role.ANALYST)))
                        .with(csrf())
                        .param("reason", "the police agreed"))
                .hasRedirectedUrl("/notices/" + id);
        assertThat(mvc.get().uri("/notices/" + id).with(user(person(Role.ANALYST))))
                .bodyText()
                .contains("the police agreed", "as it would read now");
    }

    @Test
    void anAuditorReadsNoLetter() {
        world.confirmed("http://nuage.example/1.png");
        assertThat(mvc.get().uri("/notices/" + world.notice().id()).with(user(person(Role.AUDITOR))))
                .hasStatus(403);
    }

    @Test
    void anotherOrganisationsNoticeIsUnknown() {
        world.confirmed("http://nuage.example/1.png");
        var id = world.notice().id();
        world.begin("another one");
        assertThat(mvc.get().uri("/notices/" + id).with(user(person(Role.ANALYST))))
                .bodyText()
                .contains("There is no such notice");
    }

    private SignedIn person(Role role) {
        return new SignedIn(UUID.randomUUID(), world.org(), Set.of(role), "Camille");
    }
}
