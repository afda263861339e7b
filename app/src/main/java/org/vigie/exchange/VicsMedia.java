package org.vigie.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/** One media of a VICS file while it is read: what is taken of it, in any of the forms in which it comes. */
final class VicsMedia {
    /** A time of the .NET serializer: milliseconds since 1970, with an offset that says nothing of the moment. */
    private static final Pattern NET_DATE = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{4})?\\)/");

    /** A category that is no number: a short word, as somebody's own extension has it. Longer texts may say anything. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,19}");

    private final List<HashValue> hashes = new ArrayList<>();
    private final List<OpaqueHash> opaque = new ArrayList<>();
    private String id = "";
    private @Nullable Integer category;
    private String categoryWord = "";
    private boolean isCategoryBad;
    private boolean isHashBad;
    private @Nullable Instant updated;

    /** Takes one field that is a text or a number; null stands for JSON's own null. */
    void field(String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "mediaid" -> id = value.strip();
            case "category" -> category(value.strip());
            case "md5" -> hash(HashAlgorithm.MD5, value);
            case "sha1" -> hash(HashAlgorithm.SHA1, value);
            case "photodna" -> opaque(OpaqueHash.PHOTODNA, value);
            case "dateupdated" -> updated = time(value.strip()).orElse(updated);
            default -> {
                // names, paths, series and comments are not ours to keep
            }
        }
    }

    private void category(String value) {
        try {
            int number = Integer.parseInt(value.endsWith(".0") ? value.substring(0, value.length() - 2) : value);
            if (number >= 0) {
                category = number;
            } else {
                // a class takes a hyphen for a blank: "VICS US -1" would be "VICS US 1"
                categoryWord = "minus " + Math.abs((long) number);
            }
        } catch (NumberFormatException e) {
            if (WORD.matcher(value).matches()) {
                categoryWord = value;
            } else {
                isCategoryBad = !value.isEmpty();
            }
        }
    }

    /** Takes a hash of another kind under the name that the file gives it. */
    void alternative(String name, String value) {
        String label = name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        if (hashes.size() + opaque.size() < ExchangeLimits.ALTERNATIVE_HASHES_MAX) {
            HashAlgorithm.ofLabel(label)
                    .ifPresentOrElse(algorithm -> hash(algorithm, value), () -> opaque(label, value));
        }
    }

    /** A hash that is not computed here. One that cannot be read is no reason to refuse the media: the others are good. */
    private void opaque(String system, String value) {
        try {
            OpaqueHash hash = OpaqueHash.parse(system, value);
            if (!opaque.contains(hash)) {
                opaque.add(hash);
            }
        } catch (IllegalArgumentException e) {
            isHashBad |= !value.isBlank();
        }
    }

    private void hash(HashAlgorithm algorithm, String value) {
        String hex = value.strip();
        if (hex.isEmpty()) {
            return;
        }
        try {
            HashValue hash = new HashValue(algorithm, hex);
            if (!hashes.contains(hash)) {
                hashes.add(hash);
            }
        } catch (IllegalArgumentException e) {
            isHashBad = true;
        }
    }

    private static Optional<Instant> time(String value) {
        Matcher net = NET_DATE.matcher(value);
        if (net.matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(net.group(1))));
        }
        try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(value).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        }
    }

    /** Whether anything of it was read at all. */
    boolean isEmpty() {
        return hashes.isEmpty() && !isHashBad && id.isEmpty() && category == null && categoryWord.isEmpty();
    }

    boolean isHashBad() {
        return isHashBad;
    }

    boolean isCategoryBad() {
        return isCategoryBad;
    }

    List<HashValue> hashes() {
        return hashes;
    }

    List<OpaqueHash> opaque() {
        return opaque;
    }

    /**
     * Names it among all media of all files: its number in the file begins anew with each case. It is the text of its MD5, by
     * which other files and lists know it too, or of the strongest of the other exact hashes where it has none; its number
     * where there is none at all, since then nothing is joined by it.
     */
    String name() {
        return Stream.of(HashAlgorithm.MD5, HashAlgorithm.SHA256, HashAlgorithm.SHA1)
                .flatMap(algorithm -> hashes.stream().filter(hash -> hash.algorithm() == algorithm))
                .map(HashValue::toString)
                .findFirst()
                .orElse(id);
    }

    /** As the file writes it, a number or a word that no set knows; empty where there is none. */
    String categoryAsGiven() {
        return category == null ? categoryWord : category.toString();
    }

    Optional<Integer> category() {
        return Optional.ofNullable(category);
    }

    @Nullable
    Instant updated() {
        return updated;
    }
}
