package org.vigie.organisation;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * On whose behalf this thread works, and how far into the organisation's compartments it sees. Bound by the sign-in filter for
 * people, and by the work runner for jobs. What binds an organisation alone sees only what is in no compartment.
 */
public final class CurrentOrganisation {
    private static final ScopedValue<Binding> CURRENT = ScopedValue.newInstance();

    private CurrentOrganisation() {}

    private record Binding(OrgId org, Reach reach) {}

    /** Runs the work for that organisation. A transaction must begin inside, not outside, to see its rows. */
    public static <T> T as(OrgId org, Supplier<T> work) {
        return outside(org).call(work::get);
    }

    /** The same for work without an answer. */
    public static void as(OrgId org, Runnable work) {
        outside(org).run(work);
    }

    /** The same for work that may fail with a checked exception. */
    public static <T, X extends Throwable> T call(OrgId org, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return outside(org).call(work);
    }

    /** As {@link #call} for one of its people, who also sees what is in the compartments that they are in. */
    public static <T, X extends Throwable> T callFor(
            OrgId org, UUID person, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, new Binding(org, new Reach.Person(person)))
                .call(work);
    }

    /**
     * Runs the organisation's own work, which sees into all of its compartments. Nothing of what it reads may be shown to a
     * person that does not see it as well.
     */
    public static <T> T inAllCompartments(OrgId org, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Binding(org, new Reach.All())).call(work::get);
    }

    /** The same for work without an answer. */
    public static void inAllCompartments(OrgId org, Runnable work) {
        ScopedValue.where(CURRENT, new Binding(org, new Reach.All())).run(work);
    }

    private static ScopedValue.Carrier outside(OrgId org) {
        return ScopedValue.where(CURRENT, new Binding(org, new Reach.Outside()));
    }

    public static Optional<OrgId> get() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().org()) : Optional.empty();
    }

    /**
     * The organisation that is bound.
     *
     * @throws IllegalStateException when none is, which is a mistake of the caller's
     */
    public static OrgId require() {
        return get().orElseThrow(() -> new IllegalStateException("no organisation is bound here"));
    }

    static Reach reach() {
        return CURRENT.isBound() ? CURRENT.get().reach() : new Reach.Outside();
    }
}
