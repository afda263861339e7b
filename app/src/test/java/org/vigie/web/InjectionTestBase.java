package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.OrgId;
import org.vigie.staff.ProvenNow;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Reads pages that may show hostile texts: as markup, where no element and no attribute of theirs may come to be, and in a real
 * browser, where nothing of theirs may run.
 */
@ServedTest
@AutoConfigureMockMvc
@Import({PageData.class, Walled.class, Forms.class, ProvenNow.class})
@TestPropertySource(
        properties = {
            "vigie.limits.size.reveal-of-person=1000000",
            "vigie.limits.size.hash-of-person=1000000",
            "vigie.limits.size.sign-in-of-network=1000000",
            "vigie.limits.size.receipt-of-network=1000000",
            "vigie.limits.size.receipt-of-all=1000000"
        })
abstract class InjectionTestBase {
    /** Pages of one path that are opened; more would only repeat. */
    private static final int OF_A_KIND = 25;

    @LocalServerPort
    private int port;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    private StaffService staff;

    private final List<String> injected = new ArrayList<>();
    private int answers;

    /** What became markup or was worked out, with where. */
    List<String> injected() {
        return injected;
    }

    /** How many were looked at. */
    int answers() {
        return answers;
    }

    /** Follows every link from these on; gives the addresses with what they answered. */
    Map<String, String> readAll(SignedIn person, Collection<String> from) {
        var queue = new ArrayDeque<>(from);
        var seen = new LinkedHashMap<String, String>();
        var ofKind = new HashMap<String, Integer>();
        while (!queue.isEmpty()) {
            var address = queue.poll();
            if (address.startsWith("/assets/")
                    || seen.containsKey(address)
                    || ofKind.merge(kind(address), 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            var answer = mvc.get().uri(URI.create(address)).with(user(person)).exchange();
            check(answer, address);
            seen.put(address, body(answer));
            Jsoup.parse(body(answer))
                    .select("a[href^=/]")
                    .forEach(link -> queue.add(link.attr("href").replaceAll("#.*", "")));
        }
        return seen;
    }

    /** The address without ids and questions. */
    static String kind(String address) {
        return address.replaceAll("[0-9a-f-]{36}|\\d+", "_").replaceAll("\\?.*", "?");
    }

    void check(MvcTestResult answer, String what) {
        answers++;
        if (answer.getUnresolvedException() != null) {
            return;
        }
        var type = answer.getResponse().getContentType();
        if (type != null && type.startsWith("text/html")) {
            MarkupJudge.foreign(body(answer)).forEach(one -> injected.add(one + ": " + what));
        }
    }

    /**
     * Opens them as somebody of that organisation.
     *
     * @return how many it were
     */
    int openInBrowser(OrgId org, List<String> addresses) {
        var base = "http://localhost:" + port;
        try (var browser = Browser.open(base)) {
            browser.watchScripts();
            browser.go(staff.oneTimeSignIn(org).toString());
            for (var address : addresses) {
                browser.go(address);
                assertThat(browser.ranOrWasStopped()).as(address).isEmpty();
            }
            browser.stayedAtHome();
        }
        return addresses.size();
    }

    static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
