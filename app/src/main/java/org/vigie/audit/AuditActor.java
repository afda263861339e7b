package org.vigie.audit;

import java.util.UUID;

/**
 * Who did it.
 *
 * @param kind {@code person}, {@code system} or {@code public}
 * @param id of the person, or the name of the part of the system; empty for the public, of whom nothing is kept
 */
public record AuditActor(String kind, String id) {
    /** A part of Vigie that acts by itself, as in {@code recheck}. */
    public static AuditActor system(String name) {
        return new AuditActor("system", name);
    }

    public static AuditActor person(UUID staff) {
        return new AuditActor("person", staff.toString());
    }

    /** Whoever stands at the public door. Nothing is known of them, and nothing is kept. */
    public static AuditActor publicDoor() {
        return new AuditActor("public", "");
    }
}
