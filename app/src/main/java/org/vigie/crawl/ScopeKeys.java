package org.vigie.crawl;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.seal.Sealer;

/** Keyed codes of what a lead's links must belong to. */
@Component
class ScopeKeys {
    private final Sealer sealer;

    ScopeKeys(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The code of the address's surroundings, as wide as the scope, in hexadecimal. */
    String of(Scope scope, CanonicalAddress address) {
        String surroundings = switch (scope) {
            case EXACT -> "exact " + address.text();
            case HOST -> "host " + Hosts.name(address);
            case DOMAIN -> "domain " + domain(address);
        };
        return Visit.HEX.formatHex(sealer.addressMac("scope " + surroundings));
    }

    /** The registrable domain; the host itself where it is a number, or no public suffix is known for it. */
    private static String domain(CanonicalAddress address) {
        if (address.hostNumber().isPresent()) {
            return address.host();
        }
        String domain = EffectiveTldFinder.getAssignedDomain(address.host(), true, false);
        return domain == null || domain.isBlank() ? address.host() : domain.toLowerCase(Locale.ROOT);
    }
}
