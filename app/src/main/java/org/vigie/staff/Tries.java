package org.vigie.staff;

import org.springframework.stereotype.Component;
import org.vigie.limit.Callers;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;

/** Counts the tries to sign in, by account and by network, whatever the factor. */
@Component
class Tries {
    private final Callers callers;
    private final LimitService limits;

    Tries(Callers callers, LimitService limits) {
        this.callers = callers;
        this.limits = limits;
    }

    /**
     * One try of this account from this network.
     *
     * @param ofAccount the limit of the account
     * @param account a sign-in name or a person's id; counted, not kept
     * @throws Refusal after too many of either
     */
    void count(Limit ofAccount, String account, String address) {
        countFrom(address);
        countOf(ofAccount, account);
    }

    /** One try from this network, of nobody knows whom. */
    void countFrom(String address) {
        demand(Limit.SIGN_IN_OF_NETWORK, callers.network(address));
    }

    /** One try of this account; its network has been counted. */
    void countOf(Limit ofAccount, String account) {
        demand(ofAccount, callers.account(account));
    }

    private void demand(Limit limit, String key) {
        if (!limits.take(limit, key)) {
            throw new Refusal("staff.sign-in.too-often", limit.refill().toMinutes());
        }
    }
}
