package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;

/**
 * The other half of S5: hostile texts where people inside write, in forms that name real rows and are taken. Each text is sent in
 * every field that takes words, with a mark of that field behind it, and the pages are read until the mark is seen again: so a
 * field counts only where its text was kept and shown.
 */
@Tag("figures")
class StoredTextsIT extends InjectionTestBase {
    private static final String WORD = "stored";

    /** What {@link Forms} types where words are asked for, and not a code, a number or a host. */
    private static final Pattern WORDS = Pattern.compile("[A-Z][a-z]+( .*)?");

    /** Words in the files that it sends. */
    private static final Pattern WORDS_IN_FILE = Pattern.compile("invented|Host of a file");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Walled walled;

    @Autowired
    private Forms forms;

    private final Map<String, Integer> marks = new LinkedHashMap<>();

    @Test
    void whatPeopleInsideWriteIsShownAsText() throws Exception {
        var texts = texts();
        var taken = new TreeSet<String>();
        var shown = new TreeSet<String>();
        int opened = 0;
        for (var text : texts) {
            var org = fixtures.organisation("Texts");
            walled.fill(org, WORD, WORD);
            var insider = fixtures.colleague(org, "Somebody", EnumSet.allOf(Role.class));
            var from = new LinkedHashSet<>(List.of("/"));
            for (var form : forms.of(org, insider, WORD).entrySet()) {
                taken.addAll(send(form.getKey(), form.getValue(), text, insider));
                from.addAll(beginnings(form.getValue().path()));
            }
            var pages = readAll(insider, from);
            // who asks to break a glass is not shown the request that others decide about
            readAll(fixtures.colleague(org, "Colleague", EnumSet.allOf(Role.class)), List.of("/compartments"))
                    .forEach((address, page) -> pages.merge(address, page, String::concat));
            var showing = showing(pages);
            showing.values().forEach(shown::addAll);
            assertThat(injected()).isEmpty();
            opened += openInBrowser(org, toOpen(showing.keySet()));
        }

        var unseen = new TreeSet<>(taken);
        unseen.removeAll(shown);
        assertThat(unseen).as("fields whose text no page shows").isEmpty();
        Figure.keep(
                "S5-stored",
                "%d hostile texts into forms that are taken: %d fields whose text a page shows again; %d of these pages in Chromium: 0 scripts ran, 0 violations"
                        .formatted(texts.size(), shown.size(), opened));
    }

    /** Three in the short form; in the long one every third that a field of a few hundred characters takes, each in its fields anew. */
    private static List<String> texts() {
        var all = NaughtyTexts.ALL.stream().filter(text -> text.length() < 200).toList();
        return Figure.isLong()
                ? IntStream.iterate(0, i -> i < all.size(), i -> i + 3)
                        .mapToObj(all::get)
                        .toList()
                : List.of(all.get(1), all.get(3), all.get(28));
    }

    /** Sends it with the text in every field of words; gives the fields, where it was taken. */
    private Set<String> send(String endpoint, Sheet.Form form, String text, SignedIn insider) {
        var fields = new TreeMap<String, String>();
        var filled = new LinkedHashMap<String, String>();
        form.fields().forEach((name, value) -> {
            boolean takesWords = WORDS.matcher(value).matches();
            filled.put(name, takesWords ? marked(text, endpoint + " " + name, fields) : value);
        });
        MvcTestResult answer;
        if (form.file() == null) {
            var request = mvc.post().uri(form.path()).with(csrf()).with(user(insider));
            filled.forEach(request::param);
            answer = request.exchange();
        } else {
            String file = WORDS_IN_FILE
                    .matcher(form.file())
                    .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                            quoted(marked(text, endpoint + " file: " + found.group(), fields))));
            var request = mvc.post().uri(form.path()).multipart().with(csrf()).with(user(insider));
            request.file(new MockMultipartFile("file", "a.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
            filled.forEach(request::param);
            answer = request.exchange();
        }
        check(answer, endpoint + " with " + text);
        boolean isTaken =
                answer.getUnresolvedException() == null && answer.getResponse().getStatus() < 400;
        return isTaken ? fields.keySet() : Set.of();
    }

    private String marked(String text, String field, Map<String, String> fields) {
        fields.put(field, text);
        return text + " " + mark(marks.computeIfAbsent(field, unseen -> marks.size()));
    }

    private static String mark(int number) {
        return "zqmark%03dq".formatted(number);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The pages that show a mark, with the fields whose marks they are. */
    private Map<String, Set<String>> showing(Map<String, String> pages) {
        var showing = new LinkedHashMap<String, Set<String>>();
        pages.forEach((address, page) -> marks.forEach((field, number) -> {
            if (page.contains(mark(number))) {
                showing.computeIfAbsent(address, none -> new TreeSet<>()).add(field);
            }
        }));
        return showing;
    }

    /** One of each kind of page. */
    private static List<String> toOpen(Set<String> showing) {
        var kinds = new LinkedHashMap<String, String>();
        showing.forEach(address -> kinds.putIfAbsent(kind(address), address));
        return List.copyOf(kinds.values());
    }

    /** The path and what stands before each slash of it: some of these are pages. */
    private static List<String> beginnings(String path) {
        var beginnings = new ArrayList<String>();
        for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            beginnings.add(path.substring(0, slash));
        }
        return beginnings;
    }
}
