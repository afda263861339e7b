package org.vigie.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.vigie.VigieApplication;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Database;
import org.vigie.testing.Fixtures;

/** The API on a real server. */
@SpringBootTest(
        classes = VigieApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "vigie.work.running=false",
            "vigie.crawl.running=false",
            "vigie.audit.running=false",
            "vigie.match.polling=false",
            "springdoc.api-docs.enabled=false",
            // one connection for each who asks, however long: a new one for every hundred questions uses up ports and
            // time
            "server.tomcat.max-keep-alive-requests=-1",
            "management.server.port=-1"
        })
@ContextConfiguration(initializers = Database.class)
@Import(Fixtures.class)
abstract class ServedApi {
    static final AuditActor TEST = AuditActor.system("test");

    @Autowired
    Fixtures fixtures;

    @Autowired
    MatchService matches;

    @Autowired
    ClientService clients;

    @Autowired
    private HashListService lists;

    @LocalServerPort
    int port;

    /** Without trying HTTP/2, which would be asked for with every question. */
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    OrgId org;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Served");
        matches.catchUp(); // nothing polls here, and a test may ask before any list is read
    }

    void list(String rows) {
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(
                        new ListName("Served list"),
                        new ByteArrayInputStream(
                                ("algorithm,hash,class,source,note\n" + rows).getBytes(StandardCharsets.UTF_8)),
                        ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        matches.catchUp();
    }

    String client(Circle circle) {
        return CurrentOrganisation.as(
                org,
                () -> LongTokens.give(
                        clients,
                        clients.create("Partner", circle, 1_000_000, TEST).id(),
                        30,
                        TEST));
    }

    HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
