package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.vigie.testing.FakeClock;

/**
 * Gives each request of a test that does not sign in by itself a session whose factor was proven this moment: the row that
 * the database would have. A request with a session of its own is asked for its own.
 */
@TestConfiguration(proxyBeanMethods = false)
public class ProvenNow {
    @Bean
    static MockMvcBuilderCustomizer sessionOfTests(FakeClock clock) {
        return builder -> builder.defaultRequest(MockMvcRequestBuilders.get("/").with(request -> {
            if (request.getAttribute(OpenSession.class.getName()) == null) {
                request.setAttribute(OpenSession.class.getName(), row(clock.instant()));
            }
            return request;
        }));
    }

    /** A request whose factor was proven at that moment. */
    public static RequestPostProcessor at(Instant proven) {
        return request -> {
            request.setAttribute(OpenSession.class.getName(), row(proven));
            return request;
        };
    }

    private static OpenSession row(Instant proven) {
        return new OpenSession(
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Device(Device.Browser.OTHER, Device.OperatingSystem.OTHER),
                proven,
                Factor.PASSWORD_AND_CODE,
                proven,
                proven,
                Factor.PASSWORD_AND_CODE);
    }
}
