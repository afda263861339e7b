package org.vigie.intake;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.receipt.ReceiptCode;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.Sealer;
import org.vigie.staff.Networks;
import org.vigie.staff.Refusal;
import org.vigie.staff.Throttle;

/**
 * Stands between strangers and the hotline: binds the organisation that receives, counts by network prefix without keeping
 * it, makes receipt codes. Too many reports are fetched later; too many tries of receipts must wait.
 */
@Component
class PublicDoor {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String EVERYBODY = "everybody";

    private final IntakeService intake;
    private final OrganisationService organisations;
    private final Networks networks;
    private final Sealer sealer;
    private final SecureRandom random = new SecureRandom();
    private final Duration fetchSpread;
    private final Throttle reporters;
    private final Throttle readers;
    private final Throttle allReaders;

    PublicDoor(
            IntakeService intake,
            OrganisationService organisations,
            Networks networks,
            Sealer sealer,
            IntakeSettings settings,
            Clock clock) {
        this.intake = intake;
        this.organisations = organisations;
        this.networks = networks;
        this.sealer = sealer;
        this.fetchSpread = settings.fetchSpread();
        int counted = IntakeLimits.NETWORKS_COUNTED_MAX;
        this.reporters = new Throttle(settings.reportsPerNetworkAnHour(), HOUR, counted, clock);
        this.readers = new Throttle(settings.receiptTriesPerNetworkAnHour(), HOUR, counted, clock);
        this.allReaders = new Throttle(IntakeLimits.RECEIPT_TRIES_OF_ALL_AN_HOUR, HOUR, 1, clock);
    }

    /**
     * What somebody sends through the form.
     *
     * @param token of the form; the same address sent with it again is the same report
     * @param network the other side's numeric address, used here and forgotten
     */
    record Form(CanonicalAddress address, String words, Locale language, String token, String network) {
        /** Without what was sent. */
        @Override
        public String toString() {
            return "Form";
        }
    }

    /** Takes the report; the answer is the code for its witness, which is not kept. */
    ReceiptCode report(Form form) {
        var pause = reporters.tryOne(networks.keyOf(form.network())) ? Duration.ZERO : IntakeLimits.LATER;
        pause = pause.plus(Duration.ofMillis(random.nextLong(fetchSpread.toMillis() + 1)));
        var code = codeOf(form);
        var submission = new IntakeService.Submission(
                form.address(), form.words(), form.language().getLanguage(), code.text(), pause);
        // outside all compartments: that a report joined one which is in there would tell that it is there
        CurrentOrganisation.as(organisations.hotline(), () -> intake.receive(submission));
        return code;
    }

    /**
     * How far the report with this code has come. A code that was mistyped is looked for like any other, so that it takes
     * the same time as one that is unknown.
     *
     * @throws Refusal after too many tries
     */
    Optional<Stage> stage(String typed, String network) {
        if (!readers.tryOne(networks.keyOf(network)) || !allReaders.tryOne(EVERYBODY)) {
            throw new Refusal("intake.receipt.too-often");
        }
        var code = ReceiptCode.parse(typed);
        // the witness holds the receipt, whoever of the staff may read the report
        var looked = CurrentOrganisation.inAllCompartments(
                organisations.hotline(),
                () -> intake.stage(code.map(ReceiptCode::text).orElse("")));
        return code.isPresent() ? looked : Optional.empty();
    }

    /**
     * The code follows from the form's token and the address by a keyed code, so that a form sent twice gives one code, and
     * only here. The address counts because a form is gone back to and sent with another one, which is another report.
     */
    private ReceiptCode codeOf(Form form) {
        return ReceiptCode.random(new BytesOnce(sealer.tokenMac(
                "receipt of " + form.token() + " for " + form.address().text())));
    }
}
