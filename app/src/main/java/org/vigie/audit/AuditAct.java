package org.vigie.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing done or read.
 *
 * @param act what, dotted and in the past tense: {@code item.matched}, {@code list.imported}, {@code item.read}
 * @param subjects ids of what it was done to, at most {@value #SUBJECTS_MAX}; never an address or a name
 * @param facts a few words and numbers more; never an address, a name or a text that somebody wrote
 */
public record AuditAct(String act, AuditActor actor, List<String> subjects, Map<String, String> facts) {
    /** How many subjects one entry may name. A page shows no more rows than that. */
    public static final int SUBJECTS_MAX = 50;

    private static final int FACTS_MAX = 20;
    private static final int TEXT_MAX = 200;

    public AuditAct {
        subjects = List.copyOf(subjects);
        facts = Map.copyOf(new TreeMap<>(facts));
        if (!act.matches("[a-z]+(\\.[a-z-]+)+")) {
            throw new IllegalArgumentException("not the name of an act: " + act);
        }
        if (subjects.size() > SUBJECTS_MAX || facts.size() > FACTS_MAX) {
            throw new IllegalArgumentException(
                    "an audit entry names at most %d subjects and %d facts".formatted(SUBJECTS_MAX, FACTS_MAX));
        }
        if (subjects.stream().anyMatch(AuditAct::isUnfit)
                || facts.values().stream().anyMatch(AuditAct::isUnfit)) {
            throw new IllegalArgumentException("an audit entry holds ids and short facts, not addresses or texts");
        }
    }

    /** An act without further facts. */
    public static AuditAct of(String act, AuditActor actor, Object... subjects) {
        return new AuditAct(
                act,
                actor,
                java.util.Arrays.stream(subjects).map(Object::toString).toList(),
                Map.of());
    }

    private static boolean isUnfit(String text) {
        return text.length() > TEXT_MAX || text.contains("://");
    }
}
