package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/**
 * S4. Opens every page that Spring knows as everybody, with rows on all of them, follows every link, and reads what came:
 * nothing in it leads to another host, and an address of material stands there as defanged text and nowhere else.
 */
@Tag("figures")
@VigieTest
@Import(Walled.class)
class PagesLeadNowhereTest {
    private static final String WORD = "zq4names";

    /** Stands in every address of material, and in nothing else. */
    private static final String SECRET = "zq4secret";

    /** Attributes that make a browser go somewhere or fetch something. */
    private static final Set<String> LEADING = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "srcset",
            "imagesrcset",
            "poster",
            "data",
            "cite",
            "background",
            "ping",
            "manifest",
            "longdesc",
            "usemap",
            "codebase",
            "archive",
            "xlink:href",
            "hx-get",
            "hx-post",
            "hx-put",
            "hx-delete",
            "hx-patch");

    private static final Set<String> LINKS = Set.of("stylesheet", "icon");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>]*" + SECRET);

    private static final int PAGES_MAX = 400;

    @Autowired
    private MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Walled walled;

    private final List<String> wrong = new ArrayList<>();
    private int pages;
    private int leading;
    private int defanged;

    @Test
    void noPageLeadsAwayAndAddressesAreDefangedTextOnly() throws Exception {
        var org = fixtures.organisation("Pages");
        walled.fill(org, WORD, SECRET);
        var callers = callers(org);
        for (var caller : callers.entrySet()) {
            open(caller.getKey(), caller.getValue(), org);
        }
        asked(org);

        assertThat(wrong).isEmpty();
        assertThat(defanged).as("addresses that were shown, and so looked at").isGreaterThan(20);
        Figure.keep(
                "S4",
                "%,d pages as %d callers, %,d attributes that lead somewhere, %,d addresses shown: 0 to another host, 0 not defanged"
                        .formatted(pages, callers.size(), leading, defanged));
    }

    private Map<String, RequestPostProcessor> callers(OrgId org) {
        var callers = new LinkedHashMap<String, RequestPostProcessor>();
        callers.put("nobody", anonymous());
        callers.put("all roles", user(new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "All")));
        for (var role : Role.values()) {
            callers.put(role.name(), user(new SignedIn(UUID.randomUUID(), org, Set.of(role), "One")));
        }
        for (var kind : OrganisationKind.values()) {
            var other = fixtures.organisation("Pages of another kind", kind);
            callers.put(kind.name(), user(new SignedIn(UUID.randomUUID(), other, EnumSet.allOf(Role.class), "Other")));
        }
        return callers;
    }

    private void open(String name, RequestPostProcessor caller, OrgId org) throws Exception {
        var rows = new HashMap<String, List<String>>();
        Calls.tables().forEach(table -> rows.put(table, walled.ids(table, org)));
        var queue = new ArrayDeque<String>();
        var calls = new Calls(rows, List.of("words"), new Random(4));
        for (var route : new Routes(mappings).all()) {
            if (route.method().equals("GET") && !Gatekeeper.isForClients(route.handler())) {
                rows.getOrDefault(calls.table(route.path()), List.of("")).stream()
                        .limit(8)
                        .forEach(id -> queue.add(route.path().replaceAll("\\{[^}]+}$|\\{[^}]+}(?=/[a-z]+$)", id)));
            }
        }
        var seen = new HashSet<String>();
        while (!queue.isEmpty() && seen.size() < PAGES_MAX) {
            var path = queue.poll();
            if (path.contains("{") || path.startsWith("/one-time") || !seen.add(path)) {
                continue;
            }
            var response =
                    mvc.perform(get(URI.create(path)).with(caller)).andReturn().getResponse();
            queue.addAll(read(name + " at " + path, response));
        }
    }

    /** The one page that is asked for an address, with one. */
    private void asked(OrgId org) throws Exception {
        var person = user(new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "All"));
        read(
                "asking why",
                mvc.perform(post("/crawl/why")
                                .param("address", "http://known." + WORD + ".example/" + SECRET)
                                .with(csrf())
                                .with(person))
                        .andReturn()
                        .getResponse());
    }

    /** What leads away or shows what it may not is kept; the pages of this server that it leads to are given back. */
    private List<String> read(String where, MockHttpServletResponse response) throws Exception {
        pages++;
        var onwards = new ArrayList<String>();
        var away = response.getRedirectedUrl();
        if (away != null) {
            checkLeading(where + " redirects", away);
        }
        if (response.getContentType() == null || !response.getContentType().startsWith("text/html")) {
            return onwards;
        }
        Document page = Jsoup.parse(response.getContentAsString());
        if (!page.select(
                        "base, meta[http-equiv], iframe, frame, object, embed, style, script[type]:not([type=module]), script:not([src]), template")
                .isEmpty()) {
            wrong.add(where + " has an element that could lead anywhere");
        }
        if (page.title().contains(SECRET)) {
            wrong.add(where + " has an address in its title");
        }
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                check(where, element, attribute);
                if (element.normalName().equals("a")
                        && attribute.getKey().equals("href")
                        && attribute.getValue().startsWith("/")) {
                    onwards.add(attribute.getValue());
                }
            }
        }
        ADDRESS.matcher(page.text()).results().map(found -> found.group()).forEach(shown -> {
            defanged++;
            if (!shown.startsWith("hxxp") || !shown.contains("[.]") || shown.contains("://" + "known.")) {
                wrong.add(where + " shows an address that is not defanged");
            }
        });
        return onwards;
    }

    private void check(String where, Element element, Attribute attribute) {
        String name = attribute.getKey();
        String value = attribute.getValue();
        boolean isOwnField = name.equals("value") && element.normalName().equals("input");
        if (value.contains(SECRET) && !isOwnField) {
            wrong.add("%s has an address in %s of <%s>".formatted(where, name, element.normalName()));
        }
        if (LEADING.contains(name)) {
            checkLeading(where + " <" + element.normalName() + " " + name + ">", value);
        }
        if (name.equals("style") || name.startsWith("on")) {
            wrong.add(where + " has " + name);
        }
        if (element.normalName().equals("link") && name.equals("rel") && !LINKS.contains(value)) {
            wrong.add("%s has <link rel=%s>".formatted(where, value));
        }
    }

    private void checkLeading(String where, String value) {
        leading++;
        boolean staysHere = (value.startsWith("/") && !value.startsWith("//") && !value.startsWith("/\\"))
                || value.startsWith("#")
                || value.startsWith("?");
        if (!staysHere) {
            wrong.add(where + " leads to " + value);
        }
    }
}
