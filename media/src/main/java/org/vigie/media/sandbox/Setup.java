package org.vigie.media.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Who builds the namespaces of a decoding process. */
public enum Setup {
    /** The child's own user, in a user namespace; a server that is root steps down first. */
    AS_USER,
    /**
     * Root, who steps down when they are built: for machines without user namespaces for users, and for class paths and JDKs
     * in folders that only root can enter.
     */
    AS_ROOT;

    static final String NEEDS_ROOT = "the server does not run as root";

    /** Arguments of the {@code setpriv} that runs last: what is left is a user without any privilege or way to one. */
    List<String> stepDown(int user) {
        List<String> arguments = new ArrayList<>();
        if (this == AS_ROOT) {
            arguments.addAll(List.of("--reuid=" + user, "--regid=" + user, "--clear-groups"));
        }
        arguments.addAll(List.of("--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--"));
        return arguments;
    }
}
