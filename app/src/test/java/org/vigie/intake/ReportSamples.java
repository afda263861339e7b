package org.vigie.intake;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.core.address.CanonicalAddress;

/** Reports of the bound organisation, as the public door would hand them over. */
@TestComponent
public class ReportSamples {
    private final IntakeService intake;

    ReportSamples(IntakeService intake) {
        this.intake = intake;
    }

    public void report(String address, String words) {
        intake.receive(new IntakeService.Submission(
                CanonicalAddress.parse(address), words, "en", UUID.randomUUID().toString(), Duration.ZERO, false));
    }
}
