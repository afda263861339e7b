package org.vigie.organisation;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class OrganisationWiring {
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, Clock clock) {
        return new OrganisationTransactions(dataSource, clock);
    }
}
