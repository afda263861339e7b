package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who was made an administrator a short while ago. Colleagues should know, since it may be nobody.
 *
 * @param name as colleagues know the person
 * @param by likewise, who invited them or gave them the role; empty where that was nobody of the organisation
 */
public record NewAdministrator(UUID person, String name, String by, Instant at) {
    /** Without their names. */
    @Override
    public String toString() {
        return "NewAdministrator[" + person + "]";
    }
}
