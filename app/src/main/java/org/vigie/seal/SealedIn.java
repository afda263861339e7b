package org.vigie.seal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where a sealed value stands. It opens only there: moved to another row or column, it is refused. */
public record SealedIn(String table, String column, UUID row) {
    byte[] associatedData() {
        return (table + "." + column + "#" + row).getBytes(StandardCharsets.UTF_8);
    }
}
