package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.vigie.api.LongTokens;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.ConfirmPages;
import org.vigie.staff.FactorTooOld;
import org.vigie.staff.ProvenNow;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffLimits;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.Golden;
import org.vigie.testing.VigieTest;

/**
 * Calls every endpoint as nobody, as every role in every kind of organisation, and as a program, and compares who gets in with
 * a table that people have read: {@code yes}, {@code no}, or the kinds whose people get in. A new endpoint has no row and fails. To write the table anew: {@code -Dvigie.golden=update}, then read its diff.
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

    @Autowired
    private FakeClock clock;

    @Test
    void everyEndpointLetsInExactlyTheRolesOfTheTable() throws IOException {
        var callers = callers();
        var rows = new ArrayList<String>();
        rows.add("method,path," + String.join(",", callers.keySet()) + ",recent-factor");
        for (var route : new Routes(mappings).all()) {
            var row = new ArrayList<>(List.of(route.method(), route.path()));
            for (var byKind : callers.values()) {
                row.add(whoIsLetIn(route, byKind));
            }
            row.add(Gatekeeper.needsRecentFactor(route.handler()) ? "needed" : "");
            rows.add(String.join(",", row));
        }

        Golden.compare(TABLE, String.join("\n", rows) + "\n");
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

    @Test
    void whereAFactorMustBeRecentAnOldOneIsNotEnough() {
        var org = fixtures.organisation("Old factor");
        var person = new SignedIn(UUID.randomUUID(), org, Set.of(Role.values()), "Role matrix");
        var guarded = new Routes(mappings)
                .all().stream()
                        .filter(route -> Gatekeeper.needsRecentFactor(route.handler()))
                        .toList();
        assertThat(guarded).hasSizeGreaterThan(5);
        for (var route : guarded) {
            var answer = mvc.method(HttpMethod.valueOf(route.method()))
                    .uri(route.filled())
                    .with(csrf())
                    .with(user(person))
                    .with(ProvenNow.at(clock.instant().minus(StaffLimits.FACTOR_RECENT)))
                    .exchange();
            if (route.method().equals("GET")) {
                assertThat(answer).as("%s", route).hasRedirectedUrl(ConfirmPages.path(route.filled()));
            } else {
                assertThat(answer).as("%s", route).hasStatus(403);
                assertThat(answer.getMvcResult().getResolvedException()).isInstanceOf(FactorTooOld.class);
            }
        }
    }

    /** Of each column the callers, by the name that a cell has for them. */
    private Map<String, Map<String, RequestPostProcessor>> callers() {
        var callers = new LinkedHashMap<String, Map<String, RequestPostProcessor>>();
        callers.put("nobody", Map.of(IN, anonymous()));
        var orgs = new EnumMap<OrganisationKind, OrgId>(OrganisationKind.class);
        for (var kind : OrganisationKind.values()) {
            orgs.put(kind, fixtures.organisation("Role matrix", kind));
        }
        for (var role : Role.values()) {
            callers.put(role.name().toLowerCase(Locale.ROOT), inEveryKind(orgs, Set.of(role)));
        }
        callers.put("no-role", inEveryKind(orgs, Set.of()));
        callers.put("client", Map.of(IN, token(Objects.requireNonNull(orgs.get(OrganisationKind.HOTLINE)))));
        return callers;
    }

    private static Map<String, RequestPostProcessor> inEveryKind(Map<OrganisationKind, OrgId> orgs, Set<Role> roles) {
        var callers = new LinkedHashMap<String, RequestPostProcessor>();
        orgs.forEach((kind, org) ->
                callers.put(kind.name(), user(new SignedIn(UUID.randomUUID(), org, roles, "Role matrix"))));
        return callers;
    }

    private String whoIsLetIn(Routes.Route route, Map<String, RequestPostProcessor> byKind) {
        var in = byKind.entrySet().stream()
                .filter(caller -> isLetIn(route, caller.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (in.isEmpty()) {
            return OUT;
        }
        return in.size() == byKind.size() ? IN : String.join(" ", in);
    }

    private RequestPostProcessor token(OrgId org) {
        var test = AuditActor.system("test");
        String token = CurrentOrganisation.as(
                org,
                () -> LongTokens.give(
                        clients,
                        clients.create("Role matrix", Circle.INSIDE, 1000, test).id(),
                        1,
                        test));
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
