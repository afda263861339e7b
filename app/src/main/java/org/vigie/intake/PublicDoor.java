package org.vigie.intake;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.receipt.ReceiptCode;
import org.vigie.limit.Callers;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;

/**
 * Stands between strangers and the hotline: binds the organisation that receives, counts by network prefix without keeping
 * it, makes receipt codes. Too many reports are fetched later, and share a part of a day's fetches; too many tries of receipts
 * must wait.
 */
@Component
class PublicDoor {
    private final IntakeService intake;
    private final OrganisationService organisations;
    private final Callers callers;
    private final LimitService limits;
    private final Sealer sealer;
    private final SecureRandom random = new SecureRandom();
    private final Duration fetchSpread;

    PublicDoor(
            IntakeService intake,
            OrganisationService organisations,
            Callers callers,
            LimitService limits,
            Sealer sealer,
            IntakeSettings settings) {
        this.intake = intake;
        this.organisations = organisations;
        this.callers = callers;
        this.limits = limits;
        this.sealer = sealer;
        this.fetchSpread = settings.fetchSpread();
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
        var isInTime = limits.take(Limit.REPORT_OF_NETWORK, callers.network(form.network()));
        var later = isInTime ? Duration.ZERO : IntakeLimits.LATER;
        var pause = later.plus(Duration.ofMillis(random.nextLong(fetchSpread.toMillis() + 1)));
        var code = codeOf(form);
        var submission = new IntakeService.Submission(
                form.address(), form.words(), form.language().getLanguage(), code.text(), pause, !isInTime);
        // outside all compartments: that a report joined one which is in there would tell that it is there
        CurrentOrganisation.as(organisations.hotline(), () -> intake.receive(submission));
        return code;
    }

    /**
     * How far the report with this code has come. A code that was mistyped is looked for like any other, and every answer waits
     * for the next multiple of {@link IntakeLimits#RECEIPT_ANSWERS_EVERY}: the time says neither whether a code exists nor whether
     * anything was found at the address.
     *
     * @throws Refusal after too many tries
     */
    Optional<Stage> stage(String typed, String network) {
        if (!limits.take(Limit.RECEIPT_OF_NETWORK, callers.network(network)) || !limits.take(Limit.RECEIPT_OF_ALL)) {
            throw new Refusal("intake.receipt.too-often");
        }
        long asked = System.nanoTime();
        var code = ReceiptCode.parse(typed);
        // the witness holds the receipt, whoever of the staff may read the report
        var looked = CurrentOrganisation.inAllCompartments(
                organisations.hotline(),
                () -> intake.stage(code.map(ReceiptCode::text).orElse("")));
        awaitTheNextAnswer(asked);
        return code.isPresent() ? looked : Optional.empty();
    }

    /** Holds a virtual thread and nothing else: the transaction has ended. */
    private static void awaitTheNextAnswer(long asked) {
        long step = IntakeLimits.RECEIPT_ANSWERS_EVERY.toNanos();
        long steps = Math.ceilDiv(System.nanoTime() - asked, step);
        long end = asked + Math.max(1, steps) * step;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
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
