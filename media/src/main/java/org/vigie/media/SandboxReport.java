package org.vigie.media;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vigie.media.sandbox.EscapeAttempt;

/**
 * What a live probe found: a decoding process was started and tried to escape.
 *
 * @param level the best at which everything was refused
 * @param means how that level is reached, such as {@code bubblewrap}
 * @param refused the escapes that were tried and refused at that level
 * @param isFiltered whether the system call filter is in force
 * @param reasons why each better way does not work here, one sentence each
 */
public record SandboxReport(
        SandboxLevel level, String means, Set<EscapeAttempt> refused, boolean isFiltered, List<String> reasons) {
    public SandboxReport {
        refused = Set.copyOf(refused);
        reasons = List.copyOf(reasons);
    }

    /** The escapes that would have succeeded. */
    public Set<EscapeAttempt> open() {
        Set<EscapeAttempt> open = EnumSet.allOf(EscapeAttempt.class);
        open.removeAll(refused);
        return open;
    }

    /** One line for an operator. */
    public String summary() {
        String attempts = "%d of %d escapes refused".formatted(refused.size(), EscapeAttempt.values().length);
        String why = reasons.isEmpty() ? "" : "; " + String.join("; ", reasons);
        return level + " (" + means + "): " + attempts + (isFiltered ? ", system calls filtered" : "") + why;
    }
}
