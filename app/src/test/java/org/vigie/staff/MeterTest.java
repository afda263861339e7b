package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.vigie.audit.AuditActor;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class MeterTest {
    @Autowired
    private Meter meter;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private final AuditActor person = AuditActor.person(UUID.randomUUID());
    private OrgId org;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Meters");
    }

    @AfterEach
    void noRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void theNextBulkOfADayIsShownToWhoHasProvenAFactorLatelyOnly() {
        var now = clock.instant();
        show(StaffLimits.ADDRESSES_PER_FACTOR - 1, null);
        var old = now.minus(StaffLimits.FACTOR_RECENT);
        assertThatThrownBy(() -> show(1, null)).isInstanceOf(FactorTooOld.class);
        assertThatThrownBy(() -> show(1, old)).isInstanceOf(FactorTooOld.class);
        show(1, now);
        show(StaffLimits.ADDRESSES_PER_FACTOR - 1, old);
        assertThatThrownBy(() -> show(50, old)).isInstanceOf(FactorTooOld.class);
        show(50, now);
    }

    private void show(int count, @Nullable Instant proven) {
        RequestContextHolder.resetRequestAttributes();
        if (proven != null) {
            var request = ProvenNow.at(proven).postProcessRequest(new MockHttpServletRequest());
            RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        }
        CurrentOrganisation.as(org, () -> meter.demand(Limit.REVEAL_OF_PERSON, person, count));
    }
}
