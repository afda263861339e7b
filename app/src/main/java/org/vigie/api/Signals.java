package org.vigie.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/** The words of Hasher-Matcher-Actioner: a signal is a hash, a bank a hash list, a content an entry. */
final class Signals {
    /** What it calls the MD5 of a video. */
    private static final String VIDEO_MD5 = "video_md5";

    private Signals() {}

    /** The algorithm of that type; empty where it is not computed here. */
    static Optional<HashAlgorithm> computed(String type) {
        return HashAlgorithm.ofLabel(type.equals(VIDEO_MD5) ? HashAlgorithm.MD5.label() : type);
    }

    /**
     * The system of that type, whose hashes are not computed here.
     *
     * @param known the systems of the lists
     * @throws ApiProblem where there is none of that name, in the words of Hasher-Matcher-Actioner and with those that there are
     */
    static String system(String type, List<String> known) {
        if (!known.contains(type)) {
            throw ApiProblem.badInput("No such SignalType. There are pdq, md5, video_md5, sha1, sha256, %s."
                    .formatted(String.join(", ", known)));
        }
        return type;
    }

    /** A signal that is not computed here, in hexadecimal or in base 64. */
    static OpaqueHash opaque(String signal, String system) {
        try {
            return OpaqueHash.parse(system, signal);
        } catch (IllegalArgumentException notOne) {
            throw ApiProblem.badInput(
                    "A signal of that type is hexadecimal digits or base 64, of the length that its system has.");
        }
    }

    static HashValue hash(@Nullable String signal, HashAlgorithm algorithm) {
        try {
            return new HashValue(algorithm, signal == null ? "" : signal);
        } catch (IllegalArgumentException notOne) {
            throw ApiProblem.badInput(
                    "A signal of that type is %d hexadecimal digits.".formatted(2 * algorithm.bytes()));
        }
    }

    /** The hits in those banks, which are named with commas between them; in all where none is named. */
    static List<Hit> inBanks(List<Hit> found, String banks) {
        var wanted = Arrays.stream(banks.split(",", -1))
                .map(String::strip)
                .filter(bank -> !bank.isEmpty())
                .toList();
        return found.stream()
                .filter(hit -> wanted.isEmpty() || wanted.contains(hit.bank()))
                .toList();
    }

    /** Bank by bank. */
    static Map<String, List<Map<String, Object>>> byBank(List<Hit> found) {
        Map<String, List<Map<String, Object>>> banks = new LinkedHashMap<>();
        for (var hit : found) {
            banks.computeIfAbsent(hit.bank(), bank -> new ArrayList<>()).add(content(hit));
        }
        return banks;
    }

    static Map<String, Object> content(Hit hit) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bank_content_id", hit.entry());
        content.put("distance", hit.distance());
        return content;
    }

    static void demandInside(ApiClient client) {
        if (!client.isInside()) {
            throw ApiProblem.outside();
        }
    }
}
