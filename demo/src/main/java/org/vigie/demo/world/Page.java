package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.List;

/** A page of a host. It is put together before the world starts and only read afterwards. */
final class Page {
    /** How a page makes a browser show or load a picture. */
    enum Form {
        IMG,
        SRCSET,
        POSTER,
        SOURCE,
        BACKGROUND,
        LINK,
        OPEN_GRAPH,
        /** By script only, from {@code data-src}; nothing is planted so. */
        LAZY
    }

    /** How a page leads to another. */
    enum Way {
        ANCHOR,
        AREA,
        FRAME
    }

    /** A picture on the page; the source is a path of the same host or an address elsewhere. */
    record Shown(Form form, String source, String alt) {}

    record Link(Way way, String target, String text) {}

    private final String path;
    private final int depth;
    private final String title;
    private final List<Shown> shown = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** @param depth links from the start page */
    Page(String path, int depth, String title) {
        this.path = path;
        this.depth = depth;
        this.title = title;
    }

    String path() {
        return path;
    }

    int depth() {
        return depth;
    }

    String title() {
        return title;
    }

    void show(Form form, String source, String alt) {
        shown.add(new Shown(form, source, alt));
    }

    void link(Way way, String target, String text) {
        links.add(new Link(way, target, text));
    }

    List<Shown> shown() {
        return shown;
    }

    List<Link> links() {
        return links;
    }

    boolean shows(String source) {
        return shown.stream().anyMatch(picture -> picture.source().equals(source));
    }
}
