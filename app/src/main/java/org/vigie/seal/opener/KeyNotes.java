package org.vigie.seal.opener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is noted beside the private keys of an organisation: since when each is in use, and those that were given up.
 *
 * <p>As a file: a line that says what it is, then one line a fact, {@code since NUMBER TIME} or {@code kept NUMBER TIME KEYS},
 * the number in hexadecimal, the keys in Base64 of what Tink writes, and a line {@code end}.
 *
 * @param since by the keys' numbers
 */
record KeyNotes(Map<Integer, Instant> since, List<Kept> kept) {
    static final KeyNotes NONE = new KeyNotes(Map.of(), List.of());
    private static final String FIRST_LINE = "vigie-opener-kept 1";
    private static final String LAST_LINE = "end";

    /**
     * A key that was given up.
     *
     * @param at when
     * @param keys a set of this key alone, in JSON. It holds the secret
     */
    record Kept(int id, Instant at, String keys) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Kept[%08x, %s]".formatted(id, at);
        }
    }

    /**
     * Since when a key is in use.
     *
     * @throws NullPointerException when that is not noted; {@link KeyLife} notes it before it asks
     */
    Instant since(int id) {
        return Objects.requireNonNull(since.get(id), "a key that is not noted");
    }

    /**
     * The notes of a file.
     *
     * @throws IOException when it is none of ours, or damaged
     */
    static KeyNotes parse(String file) throws IOException {
        List<String> lines = file.lines().toList();
        if (lines.size() < 2
                || !lines.getFirst().equals(FIRST_LINE)
                || !lines.getLast().equals(LAST_LINE)) {
            throw new IOException("no file of keys that were given up");
        }
        Map<Integer, Instant> since = new TreeMap<>();
        List<Kept> kept = new ArrayList<>();
        try {
            for (String line : lines.subList(1, lines.size() - 1)) {
                String[] words = line.split(" ", -1);
                int id = HexFormat.fromHexDigits(words[1]);
                Instant at = Instant.parse(words[2]);
                switch (words[0]) {
                    case "since" -> since.put(id, at);
                    case "kept" -> kept.add(new Kept(id, at, decoded(words[3])));
                    default -> throw new IOException("an unknown word in a file of keys that were given up");
                }
            }
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a damaged file of keys that were given up", e);
        }
        return new KeyNotes(since, List.copyOf(kept));
    }

    private static String decoded(String word) {
        return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    }

    /** The file of these notes. */
    String text() {
        var text = new StringBuilder(FIRST_LINE).append('\n');
        since.forEach((id, at) -> text.append("since %08x %s\n".formatted(id, at)));
        kept.forEach(one -> text.append("kept %08x %s %s\n"
                .formatted(
                        one.id(),
                        one.at(),
                        Base64.getEncoder().encodeToString(one.keys().getBytes(StandardCharsets.UTF_8)))));
        return text.append(LAST_LINE).append('\n').toString();
    }

    /**
     * The same as it must be, whatever was broken off or wrong before: a key in use is not a key given up; a time to come, of a
     * clock that was wrong, is now; each key in use has a time.
     *
     * @param inUse the numbers of the keys that open
     * @param unknown since when a key is in use of which nothing is noted, at the latest
     */
    KeyNotes of(Set<Integer> inUse, Instant unknown, Instant now) {
        Map<Integer, Instant> mended = new TreeMap<>();
        inUse.forEach(id -> mended.put(id, earlier(since.getOrDefault(id, unknown), now)));
        return new KeyNotes(
                mended,
                kept.stream()
                        .filter(one -> !inUse.contains(one.id()))
                        .map(one -> new Kept(one.id(), earlier(one.at(), now), one.keys()))
                        .toList());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The same, with one more key in use. */
    KeyNotes with(int id, Instant now) {
        Map<Integer, Instant> more = new TreeMap<>(since);
        more.put(id, now);
        return new KeyNotes(more, kept);
    }

    /** The same, with more that were given up. */
    KeyNotes keeping(List<Kept> more) {
        List<Kept> all = new ArrayList<>(kept);
        all.addAll(more);
        return new KeyNotes(since, List.copyOf(all));
    }

    /** The same without those that were given up before that time. */
    KeyNotes withoutKeptBefore(Instant end) {
        return new KeyNotes(
                since, kept.stream().filter(one -> one.at().isAfter(end)).toList());
    }

    /** The same without those. */
    KeyNotes without(List<Kept> gone) {
        return new KeyNotes(
                since, kept.stream().filter(one -> !gone.contains(one)).toList());
    }
}
