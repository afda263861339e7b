package org.vigie.media;

import org.vigie.media.sandbox.Bubblewrap;
import org.vigie.media.sandbox.Confinement;
import org.vigie.media.sandbox.Namespaces;
import org.vigie.media.sandbox.Unconfined;

/** How well the decoding process is confined, the best first. */
public enum SandboxLevel {
    /** By bubblewrap, with the system call filter. */
    BUBBLEWRAP,
    /** By {@code unshare} and an own root, with the system call filter. */
    NAMESPACES,
    /** Not enough: nothing is decoded, unless the caller's pictures are its own and it says so. */
    NONE;

    static SandboxLevel of(Confinement confinement) {
        return switch (confinement) {
            case Bubblewrap ignored -> BUBBLEWRAP;
            case Namespaces ignored -> NAMESPACES;
            case Unconfined ignored -> NONE;
        };
    }
}
