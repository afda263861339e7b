package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.vigie.core.address.AddressRanges;
import org.vigie.database.Mode;

/** Which addresses and ports may be connected to: in test mode this machine only, else the open internet only. */
final class EgressGuard {
    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    private final Mode mode;
    private final Set<Integer> ports;

    EgressGuard(Mode mode, Set<Integer> ports) {
        this.mode = mode;
        this.ports = Set.copyOf(ports);
    }

    /** The name of the rule that refuses the address; empty where it may be connected to. */
    Optional<String> refusal(InetAddress address) {
        return switch (mode) {
            case TEST -> address.isLoopbackAddress() ? Optional.empty() : Optional.of("not_this_machine");
            case LIVE -> AddressRanges.refusal(address).map(use -> use.name().toLowerCase(Locale.ROOT));
        };
    }

    boolean allowsPort(int port) {
        return mode == Mode.TEST || USUAL_PORTS.contains(port) || ports.contains(port);
    }
}
