package org.vigie.notice;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.Mode;

@Configuration(proxyBeanMethods = false)
class NoticeWiring {
    @Bean
    Letters letters() {
        return new Letters();
    }

    /** In test mode only numbers are understood: no name leaves this machine, not even towards a name server. */
    @Bean
    @ConditionalOnMissingBean
    HostLookup hostLookup(Mode mode) {
        return mode == Mode.LIVE ? NoticeWiring::ask : NoticeWiring::literal;
    }

    private static Optional<InetAddress> ask(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
