package org.vigie.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.DatabaseSettings;

@Configuration(proxyBeanMethods = false)
class SealWiring {
    @Bean
    KeyStore keyStore(DatabaseSettings settings, KeyRegister register, Clock clock) throws GeneralSecurityException {
        return new FileKeyStore(settings.data().resolve("keys"), register, clock);
    }

    @Bean
    CheckpointKey checkpointKey(KeyStore keys) throws GeneralSecurityException, IOException {
        return new CheckpointKey(keys);
    }
}
