package org.vigie.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.ItemMatch;

/** Letters' facts for tests; nothing in them is real. */
final class LetterSamples {
    static final Instant WRITTEN = Instant.parse("2026-03-04T05:06:07Z");
    static final UUID NUMBER = UUID.fromString("6f1d2c3b-0000-4000-8000-00000000000a");

    private LetterSamples() {}

    static LetterFacts notice(Locale language) {
        return of(language, MaterialClass.CSAM);
    }

    static LetterFacts of(Locale language, MaterialClass materialClass) {
        return facts(language, materialClass, 0, List.of(exact(materialClass), near(materialClass)));
    }

    static LetterFacts reminder(Locale language) {
        return facts(language, MaterialClass.CSAM, 2, List.of(exact(MaterialClass.CSAM)));
    }

    /** One address, not in test mode, nothing known of the server. */
    static LetterFacts single(Locale language) {
        LetterItem item = exact(MaterialClass.CSAM);
        var bare = new LetterItem(
                item.report(),
                item.exact(),
                item.defanged(),
                item.host(),
                List.of(),
                null,
                item.hashes(),
                item.matches(),
                item.firstSeen(),
                item.lastSeen());
        LetterFacts facts = facts(language, MaterialClass.CSAM, 0, List.of(bare));
        return new LetterFacts(
                facts.number(),
                0,
                null,
                language,
                facts.materialClass(),
                facts.provider(),
                facts.reporter(),
                WRITTEN,
                false,
                facts.items());
    }

    private static LetterFacts facts(
            Locale language, MaterialClass materialClass, int reminder, List<LetterItem> items) {
        return new LetterFacts(
                NUMBER,
                reminder,
                reminder == 0 ? null : WRITTEN.minusSeconds(2 * 86_400),
                language,
                materialClass,
                "Nuage Exemple",
                new LetterFacts.Reporter("Hotline Example", "answers@hotline.example", "hotline.example", "baseline"),
                WRITTEN,
                true,
                items);
    }

    private static LetterItem exact(MaterialClass materialClass) {
        return new LetterItem(
                UUID.fromString("11111111-2222-4333-8444-555555555551"),
                "https://pictures.example/a/b%20c.png?size=1",
                "hxxps://pictures[.]example/a/b%20c.png?size=1",
                "pictures.example",
                List.of("hxxps://pages[.]example/album", "hxxps://pages[.]example/other"),
                "192.0.2.17",
                new LetterItem.Hashes("ab".repeat(32), "cd".repeat(20), "ef".repeat(16)),
                List.of(match("Demonstration list", ItemMatch.Kind.EXACT, 0, materialClass)),
                WRITTEN.minusSeconds(900),
                WRITTEN.minusSeconds(60));
    }

    private static LetterItem near(MaterialClass materialClass) {
        return new LetterItem(
                UUID.fromString("11111111-2222-4333-8444-555555555552"),
                "http://[2001:db8::7]:8080/pictures/7",
                "hxxp://[2001:db8::7]:8080/pictures/7",
                "[2001:db8::7]",
                List.of(),
                null,
                new LetterItem.Hashes("01".repeat(32), "23".repeat(20), "45".repeat(16)),
                List.of(
                        match("Demonstration list", ItemMatch.Kind.NEAR, 12, materialClass),
                        match("Second list", ItemMatch.Kind.NEAR, 14, materialClass)),
                WRITTEN.minusSeconds(800),
                WRITTEN.minusSeconds(50));
    }

    private static ItemMatch match(String list, ItemMatch.Kind kind, int distance, MaterialClass materialClass) {
        var hash = kind == ItemMatch.Kind.EXACT
                ? new HashValue(HashAlgorithm.SHA256, "ab".repeat(32))
                : new HashValue(HashAlgorithm.PDQ, "0f".repeat(32));
        return new ItemMatch(
                new ListId(UUID.fromString("99999999-2222-4333-8444-555555555555")),
                list,
                new EntryId(7),
                hash,
                kind,
                distance,
                materialClass,
                true);
    }
}
