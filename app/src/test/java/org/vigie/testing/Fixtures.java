package org.vigie.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;

/** Organisations for tests. */
@TestConfiguration(proxyBeanMethods = false)
public class Fixtures {
    private final OrganisationService organisations;

    Fixtures(OrganisationService organisations) {
        this.organisations = organisations;
    }

    @Bean
    @Primary
    static FakeClock fakeClock() {
        return new FakeClock();
    }

    /** A fresh organisation that no other test knows. */
    public OrgId organisation(String name) {
        return organisations.add(name);
    }
}
