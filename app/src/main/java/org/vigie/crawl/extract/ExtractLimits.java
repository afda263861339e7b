package org.vigie.crawl.extract;

/** The limits of reading one page, each with its unit. */
public enum ExtractLimits {
    /** Different addresses taken from one page, pictures before pages; further ones are counted and cut. */
    LINKS_MAX(6_000, "addresses"),
    /** The longest reference that is looked at. */
    REFERENCE_MAX(4_096, "characters"),
    /** The longest attribute value with several references in it (srcset, style). */
    ATTRIBUTE_MAX(64 * 1024, "characters"),
    /** References to pictures, and as many to pages, that are looked at on one page, same ones included. */
    REFERENCES_MAX(50_000, "references"),
    /** How deep elements may nest; deeper ones are put beside each other. */
    DEPTH_MAX(256, "elements"),
    /** How long one page may take to read; what was found by then is kept. */
    READING_TIME_MAX(10, "seconds"),
    /** Where a declaration of the charset may stand (HTML Standard, 4.2.5.4). */
    CHARSET_BYTES(1_024, "bytes");

    private final int value;
    private final String unit;

    ExtractLimits(int value, String unit) {
        this.value = value;
        this.unit = unit;
    }

    public int value() {
        return value;
    }

    /** What {@link #value} counts, in English. */
    public String unit() {
        return unit;
    }
}
