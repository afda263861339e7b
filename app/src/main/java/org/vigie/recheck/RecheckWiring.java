package org.vigie.recheck;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looking again needs from outside. */
@Configuration(proxyBeanMethods = false)
class RecheckWiring {
    /** Spreads looks that are repeated, so that they do not all come at once. Threads share it; nothing secret depends on it. */
    @Bean
    RandomGenerator recheckJitter() {
        return new Random();
    }
}
