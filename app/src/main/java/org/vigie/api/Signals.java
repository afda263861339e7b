package org.vigie.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.match.Match;

/** The words of Hasher-Matcher-Actioner: a signal is a hash, a bank a hash list, a content an entry. */
final class Signals {
    /** What it calls the MD5 of a video. */
    private static final String VIDEO_MD5 = "video_md5";

    private Signals() {}

    static HashAlgorithm type(String word) {
        return HashAlgorithm.ofLabel(word.equals(VIDEO_MD5) ? HashAlgorithm.MD5.label() : word)
                .orElseThrow(() -> ApiProblem.badInput("signal_type is one of pdq, md5, video_md5, sha1 and sha256."));
    }

    static HashValue hash(@Nullable String signal, String type) {
        var algorithm = type(type);
        try {
            return new HashValue(algorithm, signal == null ? "" : signal);
        } catch (IllegalArgumentException notOne) {
            throw ApiProblem.badInput(
                    "A signal of that type is %d hexadecimal digits.".formatted(2 * algorithm.bytes()));
        }
    }

    /** The matches of those banks, which are named with commas between them; of all where none is named. */
    static List<Match> inBanks(List<Match> found, String banks) {
        var wanted = Arrays.stream(banks.split(",", -1))
                .map(String::strip)
                .filter(bank -> !bank.isEmpty())
                .toList();
        return found.stream()
                .filter(match -> wanted.isEmpty() || wanted.contains(BankName.of(match.listName())))
                .toList();
    }

    /** Bank by bank. */
    static Map<String, List<Map<String, Object>>> byBank(List<Match> found) {
        Map<String, List<Map<String, Object>>> banks = new LinkedHashMap<>();
        for (var match : found) {
            banks.computeIfAbsent(BankName.of(match.listName()), bank -> new java.util.ArrayList<>())
                    .add(content(match));
        }
        return banks;
    }

    static Map<String, Object> content(Match match) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bank_content_id", match.entry());
        content.put("distance", match.distance());
        return content;
    }

    static void demandInside(ApiClient client) {
        if (!client.isInside()) {
            throw ApiProblem.outside();
        }
    }

    static void refuseAddress(String address) {
        if (!address.isEmpty()) {
            throw ApiProblem.badInput("Nothing is fetched for clients here. Send the file itself by POST.");
        }
    }
}
