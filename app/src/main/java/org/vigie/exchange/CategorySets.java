package org.vigie.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The meaning of category numbers, which each country sets for itself: data, not code. Only the set of the United States is
 * public enough to come with the program; others are read from a file of the same form that their owner gives to an operator.
 *
 * <p>The form is CSV with the header {@code set,version,code,label,standing}.
 */
public final class CategorySets {
    private static final String OWN = "/exchange/category-sets.csv";

    private final Map<String, Map<Integer, Category>> sets = new HashMap<>();

    private CategorySets() {}

    /** What a category is for. */
    public enum Standing {
        /** Material. */
        MATERIAL,
        /** Neither: it may be on a list, and no notice follows from it by itself. */
        OTHER,
        /** Looked at and found to be no material. */
        NOT_PERTINENT
    }

    /** One category of a set. */
    public record Category(String set, String version, int code, String label, Standing standing) {}

    /** Those that come with the program. */
    public static CategorySets own() {
        try (InputStream in = CategorySets.class.getResourceAsStream(OWN)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + OWN);
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Those of a file.
     *
     * @throws IOException when it cannot be read or is not of the form above
     */
    public static CategorySets read(InputStream in) throws IOException {
        var read = new CategorySets();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser =
                CSVParser.parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), format)) {
            for (CSVRecord line : parser) {
                if (line.getRecordNumber() > ExchangeLimits.CATEGORIES_MAX) {
                    throw new IOException("more than %d categories".formatted(ExchangeLimits.CATEGORIES_MAX));
                }
                read.add(category(line));
            }
        }
        return read;
    }

    private static Category category(CSVRecord line) throws IOException {
        try {
            return new Category(
                    line.get("set").strip(),
                    line.get("version").strip(),
                    Integer.parseInt(line.get("code").strip()),
                    line.get("label").strip(),
                    Standing.valueOf(line.get("standing").strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IOException("line %d is no category".formatted(line.getRecordNumber() + 1), e);
        }
    }

    private void add(Category category) {
        sets.computeIfAbsent(key(category.set()), set -> new HashMap<>()).put(category.code(), category);
    }

    /** Whether there is such a set. */
    public boolean has(String set) {
        return sets.containsKey(key(set));
    }

    /** The category of that number in that set. */
    public Optional<Category> find(String set, int code) {
        return Optional.ofNullable(sets.getOrDefault(key(set), Map.of()).get(code));
    }

    private static String key(String set) {
        return set.strip().toLowerCase(Locale.ROOT);
    }
}
