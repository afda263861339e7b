package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Figure;

/** Puts hostile texts into every field of every handler, as the mappings name them, and reads every page that can show them. */
@Tag("figures")
class InjectionIT extends InjectionTestBase {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private PageData data;

    private int fields;

    @BeforeEach
    void fill() {
        data.fill();
    }

    @Test
    void noTextOfAnyFieldBecomesMarkupOrRuns() throws Exception {
        var person = new SignedIn(UUID.randomUUID(), organisations.hotline(), EnumSet.allOf(Role.class), "<x-canary>");
        var texts = texts();
        for (var text : texts) {
            for (var route : pages()) {
                send(person, route, text);
            }
            report(text);
        }
        var shown = readAll(person, List.of("/", "/report", "/signaler", "/receipt", "/recu", "/sign-in"));
        assertThat(injected()).isEmpty();
        int opened = openInBrowser(organisations.hotline(), addresses(shown.keySet(), texts));
        Figure.keep(
                "S5",
                "%d hostile texts into %d fields: %,d answers without an element or attribute of theirs; %d pages in Chromium: 0 scripts ran, 0 violations"
                        .formatted(texts.size(), fields / texts.size(), answers(), opened));
    }

    /** Every kind in the short form: each fourth text, and the next time of the same kind another. */
    private static List<String> texts() {
        int step = Figure.isLong() ? 1 : 4;
        var texts = new ArrayList<String>();
        for (int i = 0; i < NaughtyTexts.ALL.size(); i += step) {
            texts.add(NaughtyTexts.ALL.get(i));
        }
        return texts;
    }

    private List<Routes.Route> pages() {
        return new Routes(mappings)
                .all().stream()
                        .filter(route -> !Gatekeeper.isForClients(route.handler()))
                        .filter(route -> !route.path().equals("/error"))
                        .toList();
    }

    private void send(SignedIn person, Routes.Route route, String text) {
        var filler = new FormFiller(route, text);
        fields += filler.textFields();
        var path = route.filled();
        MvcTestResult answer;
        if (filler.files().isEmpty()) {
            var request = mvc.method(HttpMethod.valueOf(route.method()))
                    .uri(path)
                    .with(csrf())
                    .with(user(person));
            filler.parameters().forEach(request::param);
            answer = request.exchange();
        } else {
            var request = mvc.post().uri(path).multipart().with(csrf()).with(user(person));
            filler.files().values().forEach(request::file);
            filler.parameters().forEach(request::param);
            answer = request.exchange();
        }
        check(answer, route + " with " + text);
    }

    /** The public form checks its token and its address first: the whole way of a report, as a witness goes it. */
    private void report(String text) {
        for (var path : List.of("/report", "/signaler")) {
            var token = Jsoup.parse(body(mvc.get().uri(path).exchange()))
                    .selectXpath("//input[@name='token']")
                    .attr("value");
            for (var confirmed : List.of("", "change", "yes")) {
                var words = text.substring(0, Math.min(text.length(), 1_900));
                check(
                        mvc.post()
                                .uri(path)
                                .param("token", token)
                                .param("address", "http://pictures.example/" + words.replaceAll("[\\s\\p{Cntrl}]", "+"))
                                .param("words", words)
                                .param("confirmed", confirmed)
                                .exchange(),
                        path + " sent with " + text);
            }
        }
    }

    /** Those, and every page that is asked with a text; every fifth in the short form. */
    private List<String> addresses(Set<String> shown, List<String> texts) {
        var addresses = new ArrayList<>(shown);
        for (var route : pages()) {
            if (route.method().equals("GET")
                    && !new FormFiller(route, "").parameters().isEmpty()) {
                for (var text : texts) {
                    addresses.add(withQuery(route, text));
                }
            }
        }
        int step = Figure.isLong() ? 1 : 5;
        return IntStream.range(0, addresses.size())
                .filter(i -> i % step == 0)
                .mapToObj(addresses::get)
                .toList();
    }

    private static String withQuery(Routes.Route route, String text) {
        var query = new ArrayList<String>();
        new FormFiller(route, text)
                .parameters()
                .forEach((name, value) -> query.add(name + "="
                        + URLEncoder.encode(
                                value.substring(0, Math.min(value.length(), 2_000)), StandardCharsets.UTF_8)));
        return route.filled() + "?" + String.join("&", query);
    }
}
