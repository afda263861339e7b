package org.vigie.item;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an item's history as its page words it.
 *
 * @param key of what happened
 * @param detailKey of what is to be said of it besides; null for nothing
 * @param first the first argument of the detail
 * @param second the second
 */
record ItemLine(
        Instant at, int spell, String key, @Nullable String detailKey, String first, String second, String words) {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    static ItemLine of(ItemEvent event) {
        Map<String, String> facts = event.facts();
        String key = "item.event." + event.kind();
        String why = facts.getOrDefault("why", "");
        return switch (event.kind()) {
            case MATCHED, MATCHED_AGAIN, REAPPEARED -> matched(event, key);
            case HELD, RELEASED -> line(event, key, "item.hold." + why, "", "");
            case UNCONFIRMED, MISSED -> line(event, key, "item.miss." + why, "", "");
            case DISMISSED -> line(event, key, "item.dismissal." + why, "", "");
            case GONE ->
                line(event, key, "item.event.between", second(facts, "lastSeenUp"), second(facts, "firstSeenDown"));
            case CONFIRMED, NOTIFIED, STILL_UP -> line(event, key, null, "", "");
        };
    }

    private static ItemLine matched(ItemEvent event, String key) {
        String kind = event.facts().get("kind");
        String detail = kind == null ? null : "item.event.match." + kind;
        return line(
                event,
                key,
                detail,
                event.facts().getOrDefault("entry", ""),
                event.facts().getOrDefault("distance", ""));
    }

    private static ItemLine line(ItemEvent event, String key, @Nullable String detail, String first, String second) {
        return new ItemLine(event.at(), event.spell(), key, detail, first, second, event.words());
    }

    private static String second(Map<String, String> facts, String name) {
        String at = facts.get(name);
        return at == null ? "" : SECOND.format(Instant.parse(at)) + " UTC";
    }

    /** What a person wrote stays out of logs. */
    @Override
    public String toString() {
        return "ItemLine[" + key + "]";
    }
}
