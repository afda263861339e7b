package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/**
 * Calls every endpoint as every role and as nobody, and compares who gets in with a table that people have read. A new
 * endpoint has no row and fails. To write the table anew: {@code -Dvigie.golden=write}, then read its diff.
 */
@VigieTest
class RoleMatrixTest {
    private static final Path TABLE = Path.of("src/test/resources/golden/role-matrix.csv");
    private static final String IN = "yes";
    private static final String OUT = "no";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ClientService clients;

    @Test
    void everyEndpointLetsInExactlyTheRolesOfTheTable() throws IOException {
        var callers = callers();
        var rows = new ArrayList<String>();
        rows.add("method,path," + String.join(",", callers.keySet()));
        for (var route : new Routes(mappings).all()) {
            var row = new ArrayList<>(List.of(route.method(), route.path()));
            for (var caller : callers.values()) {
                row.add(isLetIn(route, caller) ? IN : OUT);
            }
            rows.add(String.join(",", row));
        }

        if (System.getProperty("vigie.golden", "").equals("write")) {
            Files.createDirectories(TABLE.getParent());
            Files.write(TABLE, rows);
        }
        assertThat(Files.readAllLines(TABLE)).isEqualTo(rows);
    }

    @Test
    void everyHandlerSaysWhoMayCallIt() {
        assertThat(new Routes(mappings).all())
                .allSatisfy(route -> assertThat(Gatekeeper.isOpenToAll(route.handler())
                                || Gatekeeper.isForClients(route.handler())
                                || Gatekeeper.rule(route.handler()) != null)
                        .as("%s names its roles", route)
                        .isTrue());
    }

    private Map<String, RequestPostProcessor> callers() {
        var org = fixtures.organisation("Role matrix");
        var callers = new LinkedHashMap<String, RequestPostProcessor>();
        callers.put("nobody", anonymous());
        for (var role : Role.values()) {
            callers.put(
                    role.name().toLowerCase(java.util.Locale.ROOT),
                    user(new SignedIn(UUID.randomUUID(), org, EnumSet.of(role), "Role matrix")));
        }
        callers.put("no-role", user(new SignedIn(UUID.randomUUID(), org, Set.of(), "Role matrix")));
        callers.put("client", token(org));
        return callers;
    }

    private RequestPostProcessor token(OrgId org) {
        var test = AuditActor.system("test");
        String token = CurrentOrganisation.as(
                org,
                () -> clients.giveToken(
                        clients.create("Role matrix", Circle.INSIDE, 1000, test).id(), 1, test));
        return request -> {
            request.addHeader("Authorization", "Bearer " + token);
            return request;
        };
    }

    /** Past the gate, an answer may be anything but these: the gate itself sends to sign-in, says 403, or 401 to programs. */
    private boolean isLetIn(Routes.Route route, RequestPostProcessor caller) {
        var answer = mvc.method(HttpMethod.valueOf(route.method()))
                .uri(route.filled())
                .with(csrf())
                .with(caller)
                .exchange();
        if (answer.getUnresolvedException() != null) {
            return true;
        }
        var response = answer.getResponse();
        boolean toSignIn = response.getStatus() == 302
                && SecurityRules.SIGN_IN.equals(response.getRedirectedUrl())
                && !Gatekeeper.isOpenToAll(route.handler());
        boolean withoutToken = response.getStatus() == 401 && Gatekeeper.isForClients(route.handler());
        return response.getStatus() != 403 && !withoutToken && !toSignIn;
    }
}
