package org.vigie.media.sandbox;

/** Error numbers of Linux that matter here; the same on all machines. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EACCES = 13;
    static final int ENOSYS = 38;

    private Errno() {}
}
