package org.vigie.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.vigie.item.ItemMatch;

/** Writes letters from the templates in {@code letters/}, one text for each language. A pure function of the facts. */
final class Letters {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SpringTemplateEngine engine;

    Letters() {
        var texts = new ClassLoaderTemplateResolver();
        texts.setPrefix("letters/");
        texts.setSuffix(".txt");
        texts.setTemplateMode(TemplateMode.TEXT);
        texts.setCharacterEncoding("UTF-8");
        texts.setCacheable(true);
        engine = new SpringTemplateEngine();
        engine.setTemplateResolver(texts);
    }

    Letter write(LetterFacts facts) {
        var context = new Context(facts.language());
        context.setVariable("letter", new Words(facts));
        String template = "notice_" + (facts.language().getLanguage().equals("fr") ? "fr" : "en");
        String text = engine.process(template, context);
        int end = text.indexOf('\n');
        return new Letter(
                text.substring(0, end).strip(),
                text.substring(end + 1).strip() + "\n",
                reports(facts),
                facts.written());
    }

    private static List<Letter.Attachment> reports(LetterFacts facts) {
        var reports = new ArrayList<Letter.Attachment>();
        if (facts.criminal()) {
            for (LetterItem item : facts.items()) {
                reports.add(new Letter.Attachment(fileName(reports.size() + 1), Xarf.report(facts, item)));
            }
        }
        return reports;
    }

    private static String fileName(int number) {
        return number == 1 ? "xarf.json" : "xarf-" + number + ".json";
    }

    private static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** The facts as the templates name them. */
    record Words(LetterFacts facts) {
        public boolean test() {
            return facts.test();
        }

        public boolean criminal() {
            return facts.criminal();
        }

        public String number() {
            return facts.number().toString();
        }

        public int reminder() {
            return facts.reminder();
        }

        public String firstSent() {
            Instant at = facts.firstSent();
            return at == null ? "" : moment(at);
        }

        public String provider() {
            return facts.provider();
        }

        public String reporter() {
            return facts.reporter().name();
        }

        public String contact() {
            return facts.reporter().contact();
        }

        public int count() {
            return facts.items().size();
        }

        public List<ItemWords> items() {
            var words = new ArrayList<ItemWords>();
            for (LetterItem item : facts.items()) {
                words.add(new ItemWords(words.size() + 1, item, facts.criminal()));
            }
            return words;
        }
    }

    /** One item as the templates name it. */
    record ItemWords(int number, LetterItem item, boolean criminal) {
        public String address() {
            return item.defanged();
        }

        public List<String> pages() {
            return item.pages();
        }

        public String peer() {
            String peer = item.peerIp();
            return peer == null ? "" : peer;
        }

        public String firstSeen() {
            return moment(item.firstSeen());
        }

        public String lastSeen() {
            return moment(item.lastSeen());
        }

        public String sha256() {
            return item.hashes().sha256();
        }

        public String file() {
            return criminal ? fileName(number) : "";
        }

        public List<MatchWords> matches() {
            return item.matches().stream()
                    .limit(NoticeLimits.MATCHES_OF_ITEM_MAX)
                    .map(match ->
                            new MatchWords(match.listName(), match.kind() == ItemMatch.Kind.EXACT, match.distance()))
                    .toList();
        }
    }

    /** One agreement with a list. */
    record MatchWords(String list, boolean exact, int distance) {}
}
