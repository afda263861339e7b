package org.vigie.crawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;

/**
 * A lead as somebody typed it.
 *
 * @param seeds one address on each line
 * @param scope the name of a {@link Scope}
 * @param depth a number of links
 * @param budget a number of requests
 */
record LeadForm(String seeds, String scope, String depth, String budget) {
    private static final int SEED_FAULTS_SHOWN_MAX = 5;

    /** What the form offers at first: a host, not far. */
    static LeadForm fresh() {
        return new LeadForm("", Scope.HOST.name(), "3", "1000");
    }

    /** What is wrong with it, by field; nothing where {@link #lead} may be called. */
    Map<String, Refusal> faults() {
        Map<String, Refusal> faults = new LinkedHashMap<>();
        seedFault().ifPresent(fault -> faults.put("seeds", fault));
        if (chosenScope().isEmpty()) {
            faults.put("scope", new Refusal("crawl.new.scope.unknown"));
        }
        if (within(depth, 0, CrawlLimits.DEPTH_MAX).isEmpty()) {
            faults.put("depth", new Refusal("crawl.new.depth.range", CrawlLimits.DEPTH_MAX.value()));
        }
        if (within(budget, 1, CrawlLimits.BUDGET_BY_HAND_MAX).isEmpty()) {
            faults.put("budget", new Refusal("crawl.new.budget.range", CrawlLimits.BUDGET_BY_HAND_MAX.value()));
        }
        return faults;
    }

    private Optional<Refusal> seedFault() {
        if (seeds.isBlank()) {
            return Optional.of(new Refusal("crawl.new.seeds.missing"));
        }
        if (seeds.length() > CrawlLimits.SEEDS_CHARACTERS_MAX.value()
                || typedSeeds().size() > CrawlLimits.SEEDS_MAX.value()) {
            return Optional.of(new Refusal(
                    "crawl.new.seeds.many", CrawlLimits.SEEDS_MAX.value(), CrawlLimits.SEEDS_CHARACTERS_MAX.value()));
        }
        List<String> lines = badLines();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal("crawl.new.seeds.unreadable", String.join(", ", lines)));
    }

    /** Numbers of the first lines that hold no address; what stands there is not repeated. */
    private List<String> badLines() {
        List<String> bad = new ArrayList<>();
        List<String> lines = seeds.lines().toList();
        for (int i = 0; i < lines.size() && bad.size() < SEED_FAULTS_SHOWN_MAX; i++) {
            if (!lines.get(i).isBlank() && isUnreadable(lines.get(i))) {
                bad.add(Integer.toString(i + 1));
            }
        }
        return bad;
    }

    private static boolean isUnreadable(String typed) {
        try {
            address(typed);
            return false;
        } catch (BadAddress e) {
            return true;
        }
    }

    private List<String> typedSeeds() {
        return seeds.lines().filter(line -> !line.isBlank()).toList();
    }

    private Optional<Scope> chosenScope() {
        for (Scope one : Scope.values()) {
            if (one.name().equals(scope)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static OptionalInt within(String typed, int min, CrawlLimits max) {
        try {
            int number = Integer.parseInt(typed.strip());
            return number < min || number > max.value() ? OptionalInt.empty() : OptionalInt.of(number);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** The lead. Robots.txt binds it, and hosts' gaps are those of the installation. */
    Lead lead(OrgId org) {
        return new Lead(
                org,
                Purpose.SEED,
                typedSeeds().stream().map(LeadForm::address).distinct().toList(),
                chosenScope().orElseThrow(),
                within(depth, 0, CrawlLimits.DEPTH_MAX).orElseThrow(),
                within(budget, 1, CrawlLimits.BUDGET_BY_HAND_MAX).orElseThrow(),
                Duration.ZERO,
                RobotsPolicy.RFC9309,
                UUID.randomUUID());
    }

    /**
     * An address as people type it, who leave out its beginning; servers that want https send there from http.
     *
     * @throws BadAddress when it is none
     */
    static CanonicalAddress address(String typed) {
        String stripped = typed.strip();
        return CanonicalAddress.parse(stripped.isEmpty() || stripped.contains("://") ? stripped : "http://" + stripped);
    }

    /** Without what was typed. */
    @Override
    public String toString() {
        return "LeadForm";
    }
}
