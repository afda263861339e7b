package org.vigie.staff;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.vigie.organisation.OrgId;

/**
 * The person behind a request, as pages receive it with {@code @AuthenticationPrincipal}.
 *
 * @param staff the person's id; what the audit log names
 * @param org the one organisation the person works for
 * @param name how colleagues know the person; shown in the header
 */
@SuppressWarnings("serial") // sessions live in memory only and are never serialised
public record SignedIn(UUID staff, OrgId org, Set<Role> roles, String name) implements UserDetails {
    private static final long serialVersionUID = 1L;

    public SignedIn {
        roles = Set.copyOf(roles);
    }

    public boolean isOneOf(Role... allowed) {
        for (var role : allowed) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    /** Nothing: the password stays in the database. */
    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public String getUsername() {
        return staff.toString();
    }

    /** The id alone, so that a name does not reach a log by accident. */
    @Override
    public String toString() {
        return "SignedIn[" + staff + "]";
    }
}
