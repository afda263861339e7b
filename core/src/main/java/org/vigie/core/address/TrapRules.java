package org.vigie.core.address;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which discovered links a crawler leaves alone, by their text only. A reported address is never judged by these rules: a
 * person has named it. Budgets for hosts and leads are the second net, for traps that no text shows.
 */
public final class TrapRules {
    /** A whole address, also with one slash: servers and archives melt two into one. */
    private static final Pattern ADDRESS =
            Pattern.compile("https?:[/\\\\]+([^/\\\\\\s&?#]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WITHOUT_SCHEME = Pattern.compile("=[/\\\\]{2}([^/\\\\\\s&?#]+)");

    private TrapRules() {}

    /** The first rule that the link breaks; empty where it may be followed. */
    public static Optional<Trap> refusal(CanonicalAddress link) {
        List<String> segments = Arrays.stream(link.path().split("/", -1))
                .filter(s -> !s.isEmpty())
                .toList();
        if (holdsOtherAddress(link)) {
            return Optional.of(Trap.ADDRESS_INSIDE);
        }
        if (segments.size() > AddressLimits.SEGMENTS_MAX.value()) {
            return Optional.of(Trap.DEEP_PATH);
        }
        if (repeats(segments)) {
            return Optional.of(Trap.REPEATED_PATH);
        }
        return link.query().filter(TrapRules::isOverfull).map(query -> Trap.PARAMETERS);
    }

    private static boolean repeats(List<String> segments) {
        for (int run = 1; run <= segments.size() / 2; run++) {
            AddressLimits max = run == 1 ? AddressLimits.SEGMENT_IN_A_ROW_MAX : AddressLimits.SEGMENT_RUN_IN_A_ROW_MAX;
            // A run stands n times in a row where (n - 1) runs of segments equal those one run later.
            int needed = run * max.value();
            int equal = 0;
            for (int i = 0; i + run < segments.size(); i++) {
                equal = segments.get(i).equals(segments.get(i + run)) ? equal + 1 : 0;
                if (equal >= needed) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOverfull(String query) {
        Map<String, Integer> counts = new HashMap<>();
        String[] parameters = query.split("[&;]", -1);
        for (String parameter : parameters) {
            int count = counts.merge(parameter, 1, Integer::sum);
            if (count > AddressLimits.PARAMETER_REPEATS_MAX.value() && !parameter.isEmpty()) {
                return true;
            }
        }
        return parameters.length > AddressLimits.PARAMETERS_MAX.value();
    }

    private static boolean holdsOtherAddress(CanonicalAddress link) {
        String text = link.pathAndQuery();
        for (int layer = 0; layer <= AddressLimits.ENCODING_LAYERS_MAX.value(); layer++) {
            if (namesOtherHost(link, text)) {
                return true;
            }
            String decoded = PercentCoding.decoded(text);
            if (decoded.equals(text)) {
                return false;
            }
            text = decoded;
        }
        return false;
    }

    private static boolean namesOtherHost(CanonicalAddress link, String text) {
        return Stream.of(ADDRESS, WITHOUT_SCHEME)
                .flatMap(pattern -> pattern.matcher(text).results())
                .anyMatch(found -> isOtherHost(link, found.group(1)));
    }

    /** A host that cannot be read counts as another one: better a link too few than an address told to a stranger. */
    private static boolean isOtherHost(CanonicalAddress link, String authority) {
        return CanonicalAddress.find(link.scheme() + "://" + authority)
                .map(found -> !found.host().equals(link.host()))
                .orElse(true);
    }
}
