package org.vigie.staff;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.vigie.limit.Callers;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;

/**
 * Counts the tries to sign in, by account and by network, whatever the factor. What turned out right is given back to the
 * network, so that the people of one office, who share one, do not use it up for each other. Whoever is signed in already and
 * proves a factor again is counted by account alone.
 */
@Component
class Tries {
    private final Callers callers;
    private final LimitService limits;

    Tries(Callers callers, LimitService limits) {
        this.callers = callers;
        this.limits = limits;
    }

    /** One try that was counted of its network. */
    final class Counted {
        private final String network;
        private final AtomicBoolean isRight = new AtomicBoolean();

        private Counted(String network) {
            this.network = network;
        }

        /** The try was right: the network has it back, once. The account has not: its limit is wide enough for one person. */
        void wasRight() {
            if (!isRight.getAndSet(true)) {
                limits.giveBack(Limit.SIGN_IN_OF_NETWORK, network);
            }
        }
    }

    /**
     * One try to sign in with this name from this network. What others try elsewhere does not matter to it.
     *
     * @param name counted, not kept
     * @throws Refusal after too many of the name from there, or of the network
     */
    Counted countHere(String name, String address) {
        var counted = countFrom(address);
        demand(Limit.SIGN_IN_OF_ACCOUNT, callers.account(counted.network + name));
        return counted;
    }

    /**
     * One password for this name, which is guessed at from wherever.
     *
     * @throws Refusal as above, and after too many of the name from everywhere together
     */
    Counted countPassword(String name, String address) {
        var counted = countHere(name, address);
        countOf(Limit.SIGN_IN_OF_ACCOUNT_ANYWHERE, name);
        return counted;
    }

    /**
     * One try of this account from this network.
     *
     * @param ofAccount the limit of the account
     * @param account a person's id or an invitation; counted, not kept
     * @throws Refusal after too many of either
     */
    Counted count(Limit ofAccount, String account, String address) {
        var counted = countFrom(address);
        countOf(ofAccount, account);
        return counted;
    }

    /** One try from this network, of nobody knows whom. */
    Counted countFrom(String address) {
        var network = callers.network(address);
        demand(Limit.SIGN_IN_OF_NETWORK, network);
        return new Counted(network);
    }

    /** One try of this account; its network has been counted, or does not matter since the person is signed in. */
    void countOf(Limit ofAccount, String account) {
        demand(ofAccount, callers.account(account));
    }

    private void demand(Limit limit, String key) {
        if (!limits.take(limit, key)) {
            throw new Refusal("staff.sign-in.too-often", limit.refill().toMinutes());
        }
    }
}
