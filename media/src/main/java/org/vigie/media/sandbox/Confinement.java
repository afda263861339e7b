package org.vigie.media.sandbox;

import java.util.List;
import java.util.Optional;

/** A way to start a program where it can do no harm. */
public sealed interface Confinement permits Bubblewrap, Namespaces, Unconfined {
    /** What an operator reads of it. */
    String description();

    /** Why it cannot even be tried on this machine; empty if it can. */
    Optional<String> missing();

    /** The command line that starts the child in this confinement. */
    List<String> command(ChildJvm child);

    /** All ways, the best first. */
    static List<Confinement> bestFirst() {
        return List.of(
                new Bubblewrap(Setup.AS_USER),
                new Bubblewrap(Setup.AS_ROOT),
                new Namespaces(Setup.AS_USER),
                new Namespaces(Setup.AS_ROOT));
    }
}
