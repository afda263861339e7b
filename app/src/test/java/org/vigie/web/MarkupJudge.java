package org.vigie.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Tells of a page what no page of ours has: elements and attributes that run or lead away, sums worked out, hidden characters. */
final class MarkupJudge {
    /** What sums of the texts would be if a template had worked them out; long, so that no id holds it by chance. */
    private static final String EVALUATED = "62615533";

    private final List<String> foreign = new ArrayList<>();

    private MarkupJudge() {}

    static List<String> foreign(String html) {
        var judge = new MarkupJudge();
        var page = Jsoup.parse(html);
        page.getAllElements().forEach(judge::look);
        var body = page.body();
        boolean isWorkedOut = body.text().contains(EVALUATED);
        // what one may go on writing is given back as it was written, with every character of it
        body.select("textarea").remove();
        if (isWorkedOut || body.text().codePoints().anyMatch(point -> Character.getType(point) == Character.FORMAT)) {
            judge.foreign.add("worked out or hidden");
        }
        return judge.foreign;
    }

    private void look(Element element) {
        var name = element.normalName();
        boolean isOurScript = name.equals("script")
                && element.attr("src").startsWith("/assets/")
                && element.data().isEmpty();
        boolean isOurLink = name.equals("link") && element.attr("href").startsWith("/assets/");
        boolean isForeign = name.equals(NaughtyTexts.ELEMENT)
                || (name.equals("script") && !isOurScript)
                || (name.equals("link") && !isOurLink)
                || Set.of("iframe", "object", "embed", "base", "style", "math", "template", "animate")
                        .contains(name)
                || (name.equals("meta") && element.hasAttr("http-equiv"));
        if (isForeign) {
            foreign.add(element.outerHtml());
        }
        for (Attribute attribute : element.attributes()) {
            var value = attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
            boolean isAddress =
                    Set.of("href", "src", "action", "formaction", "ping").contains(attribute.getKey());
            boolean leadsAway = isAddress && !value.matches("(/[^/].*|/|#.*|tel:[+0-9-]+|\\?.*|)");
            if (attribute.getKey().startsWith("on") || attribute.getKey().equals("style") || leadsAway) {
                foreign.add(attribute.html() + " of " + name);
            }
        }
    }
}
