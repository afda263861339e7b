package org.vigie.exchange;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.Mode;
import tools.jackson.databind.json.JsonMapper;

/** The settings of this module, and the clients of the services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExchangeSettings.class)
class ExchangeWiring {
    @Bean
    NcmecClient ncmecClient(Mode mode) {
        return new NcmecClient(mode);
    }

    @Bean
    StopNciiClient stopNciiClient(Mode mode, JsonMapper json) {
        return new StopNciiClient(mode, json);
    }
}
