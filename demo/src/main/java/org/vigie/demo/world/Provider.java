package org.vigie.demo.world;

import java.util.List;
import java.util.Locale;

/**
 * Who runs one or more hosts of the world.
 *
 * @param domain the registrable domain of its hosts
 * @param abuseContact the mail address that reads notices
 * @param language English or French: what notices to it should be written in
 */
public record Provider(
        String name, String domain, String abuseContact, Locale language, Behaviour behaviour, List<String> hosts) {
    public Provider {
        hosts = List.copyOf(hosts);
    }
}
