package org.vigie.seal;

import java.security.GeneralSecurityException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.DatabaseSettings;

@Configuration(proxyBeanMethods = false)
class SealWiring {
    @Bean
    KeyStore keyStore(DatabaseSettings settings) throws GeneralSecurityException {
        return new FileKeyStore(settings.data().resolve("keys"));
    }
}
