package org.vigie.organisation;

import java.util.Optional;
import java.util.function.Supplier;

/** On whose behalf this thread works. Bound by the sign-in filter for people, and by the work runner for jobs. */
public final class CurrentOrganisation {
    private static final ScopedValue<OrgId> CURRENT = ScopedValue.newInstance();

    private CurrentOrganisation() {}

    /** Runs the work for that organisation. A transaction must begin inside, not outside, to see its rows. */
    public static <T> T as(OrgId org, Supplier<T> work) {
        return ScopedValue.where(CURRENT, org).call(work::get);
    }

    /** The same for work without an answer. */
    public static void as(OrgId org, Runnable work) {
        ScopedValue.where(CURRENT, org).run(work);
    }

    /** The same for work that may fail with a checked exception. */
    public static <T, X extends Throwable> T call(OrgId org, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, org).call(work);
    }

    public static Optional<OrgId> get() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /**
     * The organisation that is bound.
     *
     * @throws IllegalStateException when none is, which is a mistake of the caller's
     */
    public static OrgId require() {
        return get().orElseThrow(() -> new IllegalStateException("no organisation is bound here"));
    }
}
