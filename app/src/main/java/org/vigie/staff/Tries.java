package org.vigie.staff;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Counts the tries to sign in, by account and by network, whatever the factor. */
@Component
class Tries {
    private final Networks networks;
    private final Throttle accounts;
    private final Throttle prefixes;

    Tries(Networks networks, Clock clock) {
        this.networks = networks;
        this.accounts =
                new Throttle(StaffLimits.TRIES_OF_AN_ACCOUNT, StaffLimits.TRIES_WITHIN, StaffLimits.COUNTED_MAX, clock);
        this.prefixes =
                new Throttle(StaffLimits.TRIES_OF_A_NETWORK, StaffLimits.TRIES_WITHIN, StaffLimits.COUNTED_MAX, clock);
    }

    /**
     * One try of this account from this network.
     *
     * @param account a sign-in name or a person's id; counted, not kept
     * @throws Refusal after too many of either
     */
    void count(String account, String address) {
        countFrom(address);
        countOf(account);
    }

    /** One try from this network, of nobody knows whom. */
    void countFrom(String address) {
        if (!prefixes.tryOne(networks.keyOf(address))) {
            throw tooOften();
        }
    }

    /** One try of this account; its network has been counted. */
    void countOf(String account) {
        if (!accounts.tryOne(networks.keyOfName(account))) {
            throw tooOften();
        }
    }

    private static Refusal tooOften() {
        return new Refusal("staff.sign-in.too-often", StaffLimits.TRIES_WITHIN.toMinutes());
    }
}
