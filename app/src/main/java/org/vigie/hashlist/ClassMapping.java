package org.vigie.hashlist;

import java.util.Locale;
import java.util.Set;

/**
 * From the class that a list file gives to the closed set. The schemes are not made equal to each other by this: the class
 * as given is kept, and all that is said here is what a match may do.
 *
 * <p>"Exploitative" lists are on purpose not in the table: what their owners mean by it differs, and it is never counted as
 * child sexual abuse material. Raise {@link #VERSION} with each change of the table; each import keeps the one it used.
 */
public final class ClassMapping {
    /** The version of the table below. */
    public static final int VERSION = 2;

    private static final Set<String> CSAM = Set.of(
            "csam",
            // the four categories of NCMEC
            "a1",
            "a2",
            "b1",
            "b2",
            // INTERPOL's baseline list
            "baseline",
            "interpol-baseline",
            // the United Kingdom's categories
            "category-a",
            "category-b",
            "category-c",
            // the category of the United States' VICS profile that means it; its 2 and 3 mean other things
            "vics-us-1");

    private static final Set<String> HARMFUL_ABUSIVE = Set.of("harmful-abusive", "harmful-abusive-material");

    private ClassMapping() {}

    /** The class of the closed set; case, surrounding spaces, and spaces or underscores for hyphens make no difference. */
    public static MaterialClass of(String classAsGiven) {
        String label = classAsGiven.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
        if (CSAM.contains(label)) {
            return MaterialClass.CSAM;
        }
        return HARMFUL_ABUSIVE.contains(label) ? MaterialClass.HARMFUL_ABUSIVE : MaterialClass.UNMAPPED;
    }
}
