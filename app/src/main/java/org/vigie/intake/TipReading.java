package org.vigie.intake;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.address.DefangedText;
import org.vigie.seal.SealedIn;
import org.vigie.seal.TipSealer;
import org.vigie.seal.TipsClosed;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;

/**
 * Opens what reports hold, for people and for the crawl. In three steps that are no one transaction: the reading is written down
 * for good, the opener is asked, and what follows is done.
 */
@Component
class TipReading {
    private final IntakeService intake;
    private final TipSealer tips;

    TipReading(IntakeService intake, TipSealer tips) {
        this.intake = intake;
        this.tips = tips;
    }

    /**
     * A report for a person.
     *
     * @throws Refusal when there is none, or tips cannot be opened now
     */
    Opened open(SignedIn by, UUID id) {
        SealedReport sealed = intake.forReading(by, id);
        try {
            byte[] words = sealed.words();
            byte[] address = sealed.address();
            return new Opened(
                    sealed.report(),
                    address == null ? "" : address(sealed, address).defanged(),
                    words == null ? "" : DefangedText.of(tips.open(words, sealed.key(), sealed.org(), wordsOf(id))),
                    null);
        } catch (TipsClosed closed) {
            return new Opened(sealed.report(), "", "", closed.why());
        }
    }

    /**
     * A report with what was sealed in it.
     *
     * @param address defanged; empty when it was erased or is closed
     * @param words as typed by a stranger, with the addresses in them defanged; empty when there are none, and when they were erased or are closed
     * @param closed why it cannot be opened now; null when it is open
     */
    record Opened(Report report, String address, String words, TipsClosed.@Nullable Why closed) {
        /** Without what was sealed. */
        @Override
        public String toString() {
            return "Opened[" + report.id() + "]";
        }
    }

    /** Hands a waiting address to the crawl; while tips are closed it waits on. */
    void fetch(UUID incident) {
        var waiting = intake.forFetching(incident);
        if (waiting.isEmpty()) {
            return;
        }
        SealedReport sealed = waiting.get();
        byte[] address = sealed.address();
        if (address == null) {
            return;
        }
        try {
            intake.fetch(incident, forCrawl(sealed, address));
        } catch (TipsClosed closed) {
            intake.fetchLater(incident, closed.why());
        }
    }

    private CanonicalAddress address(SealedReport sealed, byte[] address) {
        return CanonicalAddress.parse(tips.open(
                address, sealed.key(), sealed.org(), addressOf(sealed.report().incident())));
    }

    /** What nobody waits for leaves a part of the hour to people. */
    private CanonicalAddress forCrawl(SealedReport sealed, byte[] address) {
        return sealed.report().isFirst()
                ? address(sealed, address)
                : CanonicalAddress.parse(tips.openForWork(
                        address,
                        sealed.key(),
                        sealed.org(),
                        addressOf(sealed.report().incident())));
    }

    static SealedIn wordsOf(UUID report) {
        return new SealedIn("report", "words_sealed", report);
    }

    static SealedIn addressOf(UUID incident) {
        return new SealedIn("incident", "address_sealed", incident);
    }
}
