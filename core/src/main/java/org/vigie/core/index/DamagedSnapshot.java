package org.vigie.core.index;

/** What was read is not a whole snapshot of an index: another format, cut short, or changed since it was written. */
public class DamagedSnapshot extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedSnapshot(String why) {
        super(why);
    }
}
