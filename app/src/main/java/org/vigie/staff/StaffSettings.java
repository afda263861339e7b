package org.vigie.staff;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRefused;

/**
 * Settings of signing in.
 *
 * @param node the name of this copy of Vigie, 1 to 40 characters; different for each copy that shares a database. At its start
 *     a copy closes the sessions of its former run
 */
@ConfigurationProperties("vigie.staff")
record StaffSettings(@DefaultValue("1") String node) {
    private static final int NODE_CHARACTERS_MAX = 40;

    /** @throws SettingRefused for a name that is empty or too long */
    StaffSettings {
        if (node.isBlank() || node.length() > NODE_CHARACTERS_MAX) {
            throw new SettingRefused("vigie.staff.node", "has 1 to %d characters".formatted(NODE_CHARACTERS_MAX));
        }
    }
}
