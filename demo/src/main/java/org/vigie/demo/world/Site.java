package org.vigie.demo.world;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One host: its pages, what else it serves, and what of it was taken down. Filled before the world starts, then only read. */
final class Site {
    /** What a host does beside taking a picture down. */
    enum Tidiness {
        /** Its pages go on showing the hole. */
        LEAVES_PAGES,
        /** Its pages forget the picture. */
        MENDS_PAGES
    }

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final String host;
    private final Provider provider;
    private final Tidiness tidiness;
    private final Duration pause;
    private final PageWriter writer;
    private final Phrases phrases;
    private final Takedowns takedowns;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, Answer> others = new LinkedHashMap<>();

    Site(String host, Provider provider, Tidiness tidiness, Addresses addresses, Takedowns takedowns, Duration pause) {
        this.host = host;
        this.provider = provider;
        this.tidiness = tidiness;
        this.pause = pause;
        this.phrases = Phrases.in(provider.language());
        this.writer = new PageWriter(phrases, addresses.of(host, ""));
        this.takedowns = takedowns;
    }

    String host() {
        return host;
    }

    Provider provider() {
        return provider;
    }

    Behaviour behaviour() {
        return provider.behaviour();
    }

    Phrases phrases() {
        return phrases;
    }

    /** How long it thinks before each answer. */
    Duration pause() {
        return pause;
    }

    Takedowns takedowns() {
        return takedowns;
    }

    Map<String, Page> pages() {
        return pages;
    }

    void add(Page page) {
        pages.put(page.path(), page);
    }

    void add(String path, Answer answer) {
        others.put(path, answer);
    }

    boolean serves(String path) {
        return others.containsKey(path);
    }

    /** The answer to a request for a path, without its query. */
    Answer answer(String path) {
        @Nullable Page page = pages.get(path);
        if (page != null) {
            return Answer.page(200, writer.html(page, this::isForgotten));
        }
        @Nullable Answer other = others.get(path);
        if (other == null) {
            return Answer.page(NOT_FOUND, writer.html(phrases.notFound()));
        }
        if (!takedowns.missedBy(path)) {
            return other;
        }
        return switch (behaviour()) {
            case SOFT_404 -> Answer.page(200, writer.html(phrases.removed()));
            case PUTS_BACK, SLOW -> Answer.page(GONE, writer.html(phrases.removed()));
            case ACTS, SILENT, FORBIDS -> Answer.page(NOT_FOUND, writer.html(phrases.notFound()));
        };
    }

    private boolean isForgotten(String source) {
        return tidiness == Tidiness.MENDS_PAGES && takedowns.isDown(source);
    }
}
