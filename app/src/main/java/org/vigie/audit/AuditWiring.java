package org.vigie.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.DatabaseSettings;

/** What lies beside the keys. */
@Configuration(proxyBeanMethods = false)
class AuditWiring {
    @Bean
    SigningRecord signingRecord(DatabaseSettings settings) {
        return new SigningRecord(settings.data().resolve("keys"));
    }

    @Bean
    WitnessKeys witnessKeys(DatabaseSettings settings) {
        return new WitnessKeys(settings.data().resolve("keys"));
    }
}
