package org.vigie.demo.world;

import java.util.function.Predicate;

/** Writes a page as HTML. */
final class PageWriter {
    private final Phrases phrases;
    private final String origin;

    /** @param origin what comes before a path in a whole address of the host */
    PageWriter(Phrases phrases, String origin) {
        this.phrases = phrases;
        this.origin = origin;
    }

    /** @param isLeftOut which pictures the page has forgotten, by source */
    String html(Page page, Predicate<String> isLeftOut) {
        StringBuilder head = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (Page.Shown shown : page.shown()) {
            if (!isLeftOut.test(shown.source())) {
                (shown.form() == Page.Form.OPEN_GRAPH ? head : body)
                        .append(markup(shown))
                        .append('\n');
            }
        }
        StringBuilder links = new StringBuilder();
        for (Page.Link link : page.links()) {
            links.append(markup(link)).append('\n');
        }
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <title>%s</title>
                %s</head>
                <body>
                <nav>
                %s</nav>
                <h1>%s</h1>
                <p>%s</p>
                %s</body>
                </html>
                """.formatted(
                        phrases.language().getLanguage(),
                        text(page.title()),
                        head,
                        links,
                        text(page.title()),
                        text(phrases.sentence(page.path().length())),
                        body);
    }

    /** A page that says one thing. */
    String html(String sentence) {
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body><p>%s</p><p><a href="/">%s</a></p></body></html>
                """.formatted(phrases.language().getLanguage(), text(sentence), text(sentence), text(phrases.home()));
    }

    private String markup(Page.Shown shown) {
        String source = text(shown.source());
        String alt = text(shown.alt());
        return switch (shown.form()) {
            case IMG -> "<img src=\"%s\" alt=\"%s\">".formatted(source, alt);
            case SRCSET -> "<img srcset=\"%s 480w, %s 960w\" sizes=\"50vw\" alt=\"%s\">".formatted(source, source, alt);
            case POSTER -> "<video poster=\"%s\" preload=\"none\" controls></video>".formatted(source);
            case SOURCE -> "<picture><source srcset=\"%s\"><img alt=\"%s\"></picture>".formatted(source, alt);
            case BACKGROUND ->
                "<div style=\"height: 9em; background-image: url('%s')\">%s</div>".formatted(source, alt);
            case LINK -> "<a href=\"%s\">%s</a>".formatted(source, alt);
            case OPEN_GRAPH -> "<meta property=\"og:image\" content=\"%s%s\">".formatted(origin, source);
            case LAZY ->
                "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=\" data-src=\"%s\" alt=\"%s\">"
                        .formatted(source, alt);
        };
    }

    private static String markup(Page.Link link) {
        String target = text(link.target());
        String text = text(link.text());
        return switch (link.way()) {
            case ANCHOR -> "<a href=\"%s\">%s</a>".formatted(target, text);
            case AREA ->
                "<map name=\"m\"><area href=\"%s\" alt=\"%s\" shape=\"default\"></map>".formatted(target, text);
            case FRAME -> "<iframe src=\"%s\" title=\"%s\"></iframe>".formatted(target, text);
        };
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
