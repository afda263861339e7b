package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.receipt.ReceiptCode;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.KeyCare;
import org.vigie.testing.VigieTest;

/** Receipts over a change of the key of their codes. */
@VigieTest
class ReceiptKeysTest {
    @Autowired
    private PublicDoor door;

    @Autowired
    private IntakeService intake;

    @Autowired
    private KeyCare keys;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aReceiptOfBeforeIsRecognisedAndAFormSentAgainIsOneReport() {
        ReceiptCode before = report("before");
        keys.rotate(KeyCare.Kind.RECEIPTS);
        long reports = reports();

        assertThat(report("before")).isEqualTo(before);
        assertThat(reports()).isEqualTo(reports);
        ReceiptCode after = report("after");

        assertThat(isKnown(before)).isTrue();
        assertThat(isKnown(after)).isTrue();
        assertThat(keys.retire(KeyCare.Kind.RECEIPTS)).isEqualTo(new KeyCare.Retired.Kept());
    }

    private ReceiptCode report(String token) {
        return door.report(new PublicDoor.Form(
                CanonicalAddress.parse("http://receipts.example/a"),
                "",
                Locale.ENGLISH,
                "keys of receipts " + token,
                "192.0.2.77"));
    }

    private boolean isKnown(ReceiptCode code) {
        return CurrentOrganisation.as(organisations.hotline(), () -> intake.stage(code.text()))
                .isPresent();
    }

    private long reports() {
        return CurrentOrganisation.as(
                organisations.hotline(),
                () -> transaction.execute(status ->
                        db.sql("select count(*) from report").query(Long.class).single()));
    }
}
