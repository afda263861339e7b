package org.vigie.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses, names and words that stand nowhere else in the world, since all of them hold one made-up syllable, and the search
 * for that syllable in whatever spelling a program might have left it.
 */
final class Canaries {
    private static final int MARK_LETTERS = 10;
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz";
    private static final int CHUNK_BYTES = 1 << 22;

    private final String mark;
    private final Map<String, byte[]> spellings;
    private final Set<String> texts = ConcurrentHashMap.newKeySet();

    Canaries(Random random) {
        mark = random.ints(MARK_LETTERS, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
        spellings = spellings(mark);
    }

    String host(int number) {
        return "c%03d-%s.example".formatted(number, mark);
    }

    String path(int number) {
        return "/%s-%03d/shown".formatted(mark, number);
    }

    /** As a person's name, a password, or words of a report may look. */
    String words(int number) {
        return given("Odette %s-%03d".formatted(mark, number));
    }

    /** One for a token or a code, without blanks. */
    String token(int number) {
        return given(mark + number);
    }

    private String given(String text) {
        texts.add(text);
        return text;
    }

    /** How many different words, names and tokens were asked for, to be sent somewhere. */
    int texts() {
        return texts.size();
    }

    /** The ways to write the syllable, by name. */
    private static Map<String, byte[]> spellings(String mark) {
        byte[] plain = mark.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> ways = new LinkedHashMap<>();
        ways.put("plain", plain);
        ways.put("capitals", ascii(mark.toUpperCase(Locale.ROOT)));
        ways.put("UTF-16LE", mark.getBytes(StandardCharsets.UTF_16LE));
        ways.put("UTF-16BE", mark.getBytes(StandardCharsets.UTF_16BE));
        ways.put("hex", ascii(HexFormat.of().formatHex(plain)));
        ways.put("HEX", ascii(HexFormat.of().withUpperCase().formatHex(plain)));
        ways.put("percent", ascii(HexFormat.of().withPrefix("%").formatHex(plain)));
        ways.put("PERCENT", ascii(HexFormat.of().withPrefix("%").withUpperCase().formatHex(plain)));
        ways.put("JSON", ascii(HexFormat.of().withPrefix("\\u00").formatHex(plain)));
        ways.put("reversed", ascii(new StringBuilder(mark).reverse().toString()));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + plain.length];
            System.arraycopy(plain, 0, shifted, before, plain.length);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the characters at both ends depend on the neighbours
            int from = before == 0 ? 0 : before + 1;
            ways.put("base64 " + before, ascii(coded.substring(from, coded.length() - 1)));
        }
        return ways;
    }

    /** In how many ways a canary is looked for. */
    int spellings() {
        return spellings.size();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The spellings that stand in these bytes. */
    List<String> in(byte[] bytes) {
        return in(bytes, bytes.length);
    }

    private List<String> in(byte[] bytes, int length) {
        List<String> found = new ArrayList<>();
        spellings.forEach((way, pattern) -> {
            if (contains(bytes, length, pattern)) {
                found.add(way);
            }
        });
        return found;
    }

    List<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Files below a folder that hold a spelling or are named by one, with the spelling. Nothing may be writing there. */
    List<String> below(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = folder.relativize(file).toString();
                in(name).forEach(way -> found.add("the name " + name + ": " + way));
                if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
                    inFile(file).forEach(way -> found.add(name + ": " + way));
                }
            }
        }
        return found;
    }

    /** The spellings that stand in a file, however large. */
    List<String> inFile(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        int overlap =
                spellings.values().stream().mapToInt(way -> way.length).max().orElseThrow();
        byte[] chunk = new byte[CHUNK_BYTES + overlap];
        int kept = 0;
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(chunk, kept, CHUNK_BYTES); read > 0; read = in.read(chunk, kept, CHUNK_BYTES)) {
                int length = kept + read;
                in(chunk, length).stream().filter(way -> !found.contains(way)).forEach(found::add);
                kept = Math.min(overlap, length);
                System.arraycopy(chunk, length - kept, chunk, 0, kept);
            }
        }
        return found;
    }

    /** Horspool's search: looks at every n-th byte and skips what cannot be. */
    private static boolean contains(byte[] text, int length, byte[] pattern) {
        int last = pattern.length - 1;
        int[] skip = new int[256];
        Arrays.fill(skip, pattern.length);
        for (int i = 0; i < last; i++) {
            skip[pattern[i] & 0xff] = last - i;
        }
        for (int at = 0; at + last < length; at += skip[text[at + last] & 0xff]) {
            int i = last;
            while (i >= 0 && text[at + i] == pattern[i]) {
                i--;
            }
            if (i < 0) {
                return true;
            }
        }
        return false;
    }
}
