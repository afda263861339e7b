package org.vigie.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.DatabaseSettings;
import org.vigie.seal.CheckpointKey;

/** What lies beside the keys. */
@Configuration(proxyBeanMethods = false)
class AuditWiring {
    @Bean
    SigningRecord signingRecord(DatabaseSettings settings) {
        return new SigningRecord(settings.data().resolve("keys"));
    }

    @Bean
    LogKeys logKeys(DatabaseSettings settings, CheckpointKey key, AuditSettings audit) {
        return new LogKeys(settings.data().resolve("keys"), key, audit.origin());
    }

    @Bean
    WitnessKeys witnessKeys(DatabaseSettings settings) {
        return new WitnessKeys(settings.data().resolve("keys"));
    }
}
