package org.vigie.exchange;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.Mode;

/** The settings of this module, and its client with the time that it has. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExchangeSettings.class)
class ExchangeWiring {
    @Bean
    NcmecClient ncmecClient(Mode mode) {
        return new NcmecClient(mode);
    }
}
