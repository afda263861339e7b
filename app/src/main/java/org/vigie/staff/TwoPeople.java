package org.vigie.staff;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether two people are two. Who invites sees the link of the invitation, so that one person could follow it and agree with
 * themselves. So for {@link StaffLimits#INDEPENDENT_AFTER} whoever let somebody in counts as the same hand as they do, and so do
 * all that one hand has let in, directly or by others. Meanwhile administrators are told who is new, and can ask who that is.
 */
@Service
class TwoPeople {
    private final People people;
    private final Admissions admissions;
    private final Clock clock;

    TwoPeople(People people, Admissions admissions, Clock clock) {
        this.people = people;
        this.admissions = admissions;
        this.clock = clock;
    }

    /**
     * Makes sure of it.
     *
     * @param roles which let one decide
     * @throws Refusal which says from which day on these two may; also when who asked may not sign in any more, or holds none of the
     *     roles
     */
    @Transactional(readOnly = true)
    public void demand(UUID asker, UUID decider, Set<Role> roles) {
        if (people.able(Set.of(asker), roles).isEmpty()) {
            throw new Refusal("staff.refusal.asker-gone");
        }
        var since = clock.instant().minus(StaffLimits.INDEPENDENT_AFTER);
        var links = links(Set.of(asker, decider), roles, since);
        if (oneHand(asker, decider, links)) {
            var over = over(asker, decider, links).plus(StaffLimits.INDEPENDENT_AFTER);
            // the first whole day
            var from = LocalDate.ofInstant(over, ZoneOffset.UTC).plusDays(1);
            throw new Refusal("staff.refusal.same-hand", StaffLimits.INDEPENDENT_AFTER.toDays(), from.toString());
        }
    }

    /** Who was made an administrator within {@link StaffLimits#INDEPENDENT_AFTER}, the newest first. */
    @Transactional(readOnly = true)
    public List<NewAdministrator> newAdministrators() {
        return admissions.newAdministrators(
                clock.instant().minus(StaffLimits.INDEPENDENT_AFTER), StaffLimits.NEW_ADMINISTRATORS_SHOWN_MAX);
    }

    /** Whoever let these people in, and those them, and so on. Each step finds people who were not there before, or ends. */
    private List<Admission> links(Set<UUID> people, Set<Role> roles, Instant since) {
        var links = new ArrayList<Admission>();
        var seen = new HashSet<>(people);
        var next = people;
        while (!next.isEmpty()) {
            var found = admissions.since(next, roles, since);
            links.addAll(found);
            next = new HashSet<>();
            for (var link : found) {
                if (seen.add(link.by())) {
                    next.add(link.by());
                }
            }
        }
        return links;
    }

    /** When the last of the links was made without which the two would be two: as each one grows old it counts no more. */
    private static Instant over(UUID asker, UUID decider, List<Admission> links) {
        var times = new TreeSet<Instant>();
        links.forEach(link -> times.add(link.at()));
        for (var time : times) {
            var later = links.stream().filter(link -> link.at().isAfter(time)).toList();
            if (!oneHand(asker, decider, later)) {
                return time;
            }
        }
        throw new IllegalArgumentException("two people without links are one: " + asker);
    }

    /** Whether the two, or any who let them in, are the same. */
    static boolean oneHand(UUID asker, UUID decider, List<Admission> links) {
        var hands = hands(asker, links);
        return hands(decider, links).stream().anyMatch(hands::contains);
    }

    private static Set<UUID> hands(UUID person, List<Admission> links) {
        var hands = new HashSet<>(Set.of(person));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var link : links) {
                grew |= hands.contains(link.person()) && hands.add(link.by());
            }
        }
        return hands;
    }
}
