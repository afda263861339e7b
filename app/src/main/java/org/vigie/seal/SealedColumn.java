package org.vigie.seal;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A column of sealed values, as the table sealed_column names it.
 *
 * @param id the column whose value binds the sealed one to its row
 * @param perOrganisation whether its rows are seen only by their organisation
 */
record SealedColumn(String table, String column, String id, Keys keys, boolean perOrganisation) {
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}");

    /** Which keys seal it. */
    enum Keys {
        COLUMNS,
        /** Those of the organisation, and for old values those of columns. */
        TIPS,
        EPOCHS
    }

    /** The names become part of statements, so that nothing but a name may stand here. */
    SealedColumn {
        if (!NAME.matcher(table).matches()
                || !NAME.matcher(column).matches()
                || !NAME.matcher(id).matches()) {
            throw new IllegalArgumentException("not the name of a column");
        }
    }

    SealedIn in(UUID row) {
        return new SealedIn(table, column, row);
    }
}
