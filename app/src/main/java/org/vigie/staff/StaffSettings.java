package org.vigie.staff;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of signing in.
 *
 * @param node the name of this copy of Vigie, 1 to 40 characters; different for each copy that shares a database. At its start
 *     a copy closes the sessions of its former run
 */
@ConfigurationProperties("vigie.staff")
record StaffSettings(@DefaultValue("1") String node) {}
