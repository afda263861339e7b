package org.vigie.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.ImportOptions.Withdrawn;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.RowsRead;
import org.vigie.testing.VigieTest;

/** What a batch costs goes with the batch and not with the list: else an import costs the square of the list. */
@VigieTest
class BatchCostTest {
    private static final int LISTED = 6_000;
    private static final int GIVEN = 20;
    private static final int ROWS_OF_A_GIVEN_ONE_MAX = 10;

    @Autowired
    private HashListService lists;

    @Autowired
    private HashEntries entries;

    @Autowired
    private OpaqueEntries opaque;

    @Autowired
    private RowsRead rows;

    @Autowired
    private Fixtures fixtures;

    @Test
    void aBatchReadsWhatItNames() throws IOException, SQLException {
        OrgId org = fixtures.organisation("Batches");
        ListName name = new ListName("Long");
        var file = new StringBuilder("algorithm,hash,class,source,note\n");
        for (int number = 0; number < LISTED; number++) {
            file.append("%s,%s,csam,test,%n".formatted("pdq", pdq(number).hex()));
            file.append("%s,%s,csam,test,%n"
                    .formatted(OpaqueHash.PHOTODNA, photoDna(number).hex()));
        }
        CurrentOrganisation.call(
                org,
                () -> lists.importCsv(
                        name,
                        new ByteArrayInputStream(file.toString().getBytes(UTF_8)),
                        ImportOptions.by(AuditActor.system("test"))));
        rows.know("hash_entry");
        rows.know("opaque_entry");
        CurrentOrganisation.as(org, () -> {
            ListId list = lists.find(name).orElseThrow().id();
            ImportId by = lists.imports(list).getFirst().id();
            List<HashValue> hashes = given().mapToObj(BatchCostTest::pdq).toList();
            List<ListEntry> said = hashes.stream()
                    .map(hash -> new ListEntry(1, hash, "csam", "another", ""))
                    .toList();

            demandFewRows(
                    "hash_entry", () -> assertThat(entries.having(list, hashes)).hasSize(GIVEN));
            demandFewRows(
                    "hash_entry",
                    () -> assertThat(entries.write(org, list, by, Withdrawn.STAY, said, Instant.EPOCH))
                            .isEqualTo(new HashEntries.Written(0, GIVEN, 0)));
            demandFewRows(
                    "opaque_entry",
                    () -> assertThat(opaque.having(
                                    list,
                                    given().mapToObj(BatchCostTest::photoDna).toList()))
                            .hasSize(GIVEN));
        });
    }

    private void demandFewRows(String table, Runnable work) {
        assertThat(rows.of(table, work)).as(table).isPositive().isLessThan(GIVEN * ROWS_OF_A_GIVEN_ONE_MAX);
    }

    private static IntStream given() {
        return IntStream.range(0, GIVEN).map(number -> number * (LISTED / GIVEN));
    }

    private static HashValue pdq(int number) {
        return new HashValue(HashAlgorithm.PDQ, "%064x".formatted(number + 1));
    }

    private static OpaqueHash photoDna(int number) {
        return new OpaqueHash(OpaqueHash.PHOTODNA, "%0288x".formatted(number + 1));
    }
}
