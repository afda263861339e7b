package org.vigie.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** An organisation with a list of invented hashes. Nothing asks for changes of lists by itself, so that the index can age. */
@VigieTest
@TestPropertySource(properties = "vigie.match.polling=false")
abstract class ApiTestBase {
    static final AuditActor TEST = AuditActor.system("test");
    static final String PDQ = "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f";
    /** Nine bits away from it. */
    static final String NEAR_PDQ = "f1e0d3c2b5a4978679695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f";

    static final String SHA256 = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";
    static final String MD5 = "5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b";
    static final String HARMFUL_SHA1 = "5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeClock clock;

    @Autowired
    MatchService matches;

    @Autowired
    ClientService clients;

    @Autowired
    private HashListService lists;

    @Autowired
    AuditReadService audit;

    OrgId org;
    String token;

    @BeforeEach
    void aListAndAClient() {
        org = fixtures.organisation("Asked");
        load("pdq,%s,csam,test,\nsha256,%s,csam,test,\nmd5,%s,csam,test,\n".formatted(PDQ, SHA256, MD5)
                + "sha1,%s,harmful-abusive,test,\n".formatted(HARMFUL_SHA1));
        token = client(org, Circle.INSIDE, 1000);
    }

    /** Puts lines on the list. */
    void load(String rows) {
        String file = "algorithm,hash,class,source,note\n" + rows;
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(
                        new ListName("Liste d'été 2"),
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                        ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        matches.catchUp();
    }

    /** A client with a long-lived token, which is what it gives. */
    String client(OrgId of, Circle circle, int quota) {
        return CurrentOrganisation.as(
                of,
                () -> LongTokens.give(
                        clients, clients.create("Partner", circle, quota, TEST).id(), 30, TEST));
    }

    MvcTestResult get(String uri, String by) {
        return mvc.get().uri(uri).header("Authorization", "Bearer " + by).exchange();
    }

    MvcTestResult post(String uri, String by, byte[] body) {
        return mvc.post()
                .uri(uri)
                .header("Authorization", "Bearer " + by)
                .contentType("application/octet-stream")
                .content(body)
                .exchange();
    }

    MvcTestResult post(String uri, String by, String body) {
        return mvc.post()
                .uri(uri)
                .header("Authorization", "Bearer " + by)
                .contentType("application/json")
                .content(body)
                .exchange();
    }

    /** The look-ups of the organisation that are in the audit log, the newest first. */
    java.util.List<AuditLine> lookUps() {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion("client.looked-up", "", Long.MAX_VALUE)));
    }
}
