package org.vigie.compartment;

import java.util.UUID;

/** Something that lies in a compartment. */
record Content(UUID id, Kind kind) {
    enum Kind {
        REPORT("/reports/"),
        ITEM("/items/"),
        NOTICE("/notices/");

        private final String pages;

        Kind(String pages) {
            this.pages = pages;
        }
    }

    public String path() {
        return kind.pages + id;
    }
}
