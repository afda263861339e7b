package org.vigie.staff;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.vigie.organisation.OrganisationKind;

/**
 * What a person of an organisation may be. A person may hold several roles; each page names the ones that open it. Each role
 * says in which kinds of organisations it exists; held in another kind it counts for nothing.
 */
public enum Role {
    /** Invites people, gives roles, sets the organisation up. */
    ADMINISTRATOR(EnumSet.allOf(OrganisationKind.class)),
    /** Works on items and notices. */
    ANALYST(EnumSet.of(OrganisationKind.HOTLINE)),
    /** Imports hash lists and withdraws entries. */
    LIST_KEEPER(EnumSet.of(
            OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE)),
    /** Reads the audit log and figures; changes nothing. */
    AUDITOR(EnumSet.allOf(OrganisationKind.class)),
    /** Reads figures, and nothing else. */
    OBSERVER(EnumSet.of(OrganisationKind.HOTLINE, OrganisationKind.PUBLIC_SAFETY_DEPARTMENT));

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable view of a set that nobody else holds
    private final Set<OrganisationKind> kinds;

    Role(EnumSet<OrganisationKind> kinds) {
        this.kinds = Collections.unmodifiableSet(kinds);
    }

    /** Whether people of such an organisation may hold it. */
    public boolean existsIn(OrganisationKind kind) {
        return kinds.contains(kind);
    }

    /** The roles that people of such an organisation may hold. */
    static Set<Role> of(OrganisationKind kind) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(values()).filter(role -> role.existsIn(kind)).forEach(roles::add);
        return roles;
    }
}
