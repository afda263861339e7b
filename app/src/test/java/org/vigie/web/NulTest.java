package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.api.LongTokens;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Text with the character NUL, which the database takes nowhere, is refused wherever it comes in. */
@VigieTest
class NulTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ClientService clients;

    @Test
    void inANameToSignInWith() {
        refused(MockMvcRequestBuilders.post("/sign-in")
                .param("sign-in-name", "camille\0")
                .param("password", "what somebody typed")
                .with(csrf()));
    }

    @Test
    void inFormsAndQuestionsOfThePages() {
        var someone = someone(fixtures.organisation("Nul"));
        refused(MockMvcRequestBuilders.get("/audit").param("subject", "a\0b").with(someone));
        refused(MockMvcRequestBuilders.get("/audit").queryParam("act", "\0").with(someone));
        refused(MockMvcRequestBuilders.post("/crawl/why")
                .param("address", "http://a.example/\0")
                .with(someone)
                .with(csrf()));
        refused(MockMvcRequestBuilders.post("/people/retention/holds")
                .param("kind", "REPORT\0")
                .param("name", "1")
                .param("reason", "why")
                .with(someone)
                .with(csrf()));
    }

    @Test
    void atThePublicDoor() {
        refused(MockMvcRequestBuilders.post("/report")
                .param("address", "http://a.example/")
                .param("words", "\0"));
        refused(MockMvcRequestBuilders.post("/signaler").param("address", "\0"));
    }

    @Test
    void inPaths() {
        var someone = someone(fixtures.organisation("Nul"));
        refused(MockMvcRequestBuilders.get(URI.create("/enrolment/abc%00")));
        refused(MockMvcRequestBuilders.get(URI.create("/items/%00")).with(someone));
    }

    @Test
    void inTheNamesOfFilesAndParts() {
        var someone = someone(fixtures.organisation("Nul"));
        for (var part : List.of(part("file", "a\0.csv"), part("fi\0le", "a.csv"))) {
            // a request as a server hands it on: the parts of a mocked form with files are not asked for
            refused(MockMvcRequestBuilders.request(HttpMethod.POST, "/providers/file")
                    .contentType("multipart/form-data; boundary=x")
                    .with(someone)
                    .with(csrf())
                    .with(request -> {
                        request.addPart(part);
                        return request;
                    }));
        }
    }

    @Test
    void inJsonAndPartsOfPrograms() {
        var org = fixtures.organisation("Nul");
        String token = CurrentOrganisation.as(org, () -> {
            var by = AuditActor.system("test");
            var client = clients.create("Nul", Circle.INSIDE, 1000, by);
            return LongTokens.give(clients, client.id(), 1, by);
        });
        for (String body : new String[] {
            "{\"hashes\":[\"a\\u0000\"]}", "{\"ha\\u0000shes\":[]}", "{\"hashes\":[\"a\0\"]}", "[\"\\u0000\"]"
        }) {
            refused(MockMvcRequestBuilders.request(HttpMethod.POST, "/v1/pdq/")
                    .content(body)
                    .contentType("application/json")
                    .header("Authorization", "Bearer " + token));
        }
        refused(MockMvcRequestBuilders.get("/m/lookup")
                .param("signal", "\0")
                .param("signal_type", "pdq")
                .header("Authorization", "Bearer " + token));
        refused(MockMvcRequestBuilders.post("/oauth/token").param("client_assertion", "\0"));
    }

    private static MockPart part(String name, String file) {
        return new MockPart(name, file, "a,b\n".getBytes(StandardCharsets.UTF_8));
    }

    private void refused(AbstractMockHttpServletRequestBuilder<?> request) {
        assertThat(mvc.perform(request)).hasStatus(400);
    }

    private static RequestPostProcessor someone(OrgId org) {
        return user(new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "Camille"));
    }
}
