package org.vigie.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.vigie.VigieApplication;
import org.vigie.staff.ProvenNow;

/**
 * A test of the whole application on a real database, with a {@link FakeClock} and with no job running by itself. Tests
 * commit and share the database of their JVM: each makes the organisation it needs with {@link Fixtures}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = VigieApplication.class,
        properties = {
            "vigie.work.running=false",
            "vigie.crawl.running=false",
            "vigie.audit.running=false",
            "vigie.intake.fetch-spread=0s",
            "vigie.opener.early=false",
            // its clock is the machine's: keys are changed and given up within a test
            "vigie.opener.rotate-every=0s",
            "vigie.opener.retire-age=0s",
            "springdoc.api-docs.enabled=false",
            "management.server.port=-1"
        })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = Database.class)
@Import({Fixtures.class, ProvenNow.class, RowsRead.class})
public @interface VigieTest {}
