package org.vigie.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class NegativeListTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName KNOWN = new ListName("Known");
    private static final ListName BENIGN = new ListName("Benign");
    private static final String PDQ = "0123456789abcdef".repeat(4);
    private static final MediaHashes PICTURE = new MediaHashes(
            new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
            new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
            new HashValue(HashAlgorithm.SHA256, "ab".repeat(32)),
            Pdq.parse(PDQ),
            80);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private HashListService lists;

    @Autowired
    private MatchService matching;

    private OrgId org;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Negative lists");
    }

    @ParameterizedTest(name = "{0} on the negative list leaves {1} of three exact matches")
    @CsvSource({"sha256, 0", "sha1, 1", "md5, 2"})
    void anExactEntryStopsWhatIsNoStrongerAndEveryNearMatch(String algorithm, int left) {
        known("sha256", "sha1", "md5", "pdq");
        assertThat(matching.match(org, PICTURE)).hasSize(4);

        load(BENIGN, ListKind.NEGATIVE, line(algorithm));

        assertThat(matching.match(org, PICTURE)).hasSize(left).allMatch(match -> match.kind() == Match.Kind.EXACT);
    }

    @ParameterizedTest(name = "{0} bits from the negative list, {1} match")
    @CsvSource({"8, 1", "9, 2"})
    void aNearEntryStopsNearMatchesWithinItsSmallDistanceOnly(int bits, int left) {
        known("md5", "pdq");

        load(BENIGN, ListKind.NEGATIVE, "pdq," + flipped(bits) + ",benign,test,\n");

        assertThat(matching.match(org, PICTURE)).hasSize(left).anyMatch(match -> match.kind() == Match.Kind.EXACT);
    }

    @Test
    void anIgnoreSetIsNeverNear() {
        known("pdq");

        load(BENIGN, ListKind.IGNORE, line("pdq"));
        assertThat(matching.match(org, PICTURE)).hasSize(1);
        load(BENIGN, ListKind.IGNORE, line("sha1"));
        assertThat(matching.match(org, PICTURE)).isEmpty();
    }

    @Test
    void aWithdrawnEntryStopsNothing() {
        known("md5");
        HashList benign = load(BENIGN, ListKind.NEGATIVE, line("md5"));
        assertThat(matching.match(org, PICTURE)).isEmpty();

        CurrentOrganisation.as(
                org,
                () -> lists.withdraw(
                        lists.entry(benign.id(), PICTURE.md5()).orElseThrow().id(), "It was right after all.", TEST));

        assertThat(matching.match(org, PICTURE)).hasSize(1);
    }

    @Test
    void theListsOwnDistanceAndQualityDecideWhatIsNear() {
        HashList known = load(KNOWN, ListKind.MATCH, "pdq," + flipped(12) + ",csam,test,\n");

        assertThat(matching.match(org, PICTURE)).hasSize(1);
        policy(known, new ListPolicy(true, -1, 50, 11));
        assertThat(matching.match(org, PICTURE)).isEmpty();
        policy(known, new ListPolicy(true, -1, 81, 31));
        assertThat(matching.match(org, PICTURE)).isEmpty();
        policy(known, new ListPolicy(true, -1, 80, 12));
        assertThat(matching.match(org, PICTURE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31})
    void aNegativeListIsNeitherWideNorNotifying(int distance) {
        HashList benign = load(BENIGN, ListKind.NEGATIVE, line("md5"));
        var policy = new ListPolicy(distance == 0, -1, 50, distance);

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> policy(benign, policy));
    }

    @Test
    void aListKeepsItsKind() {
        load(BENIGN, ListKind.NEGATIVE, line("md5"));

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> load(BENIGN, ListKind.MATCH, line("sha1")));
    }

    @Test
    void oneSeesWhatEveryListSaysOfAHash() {
        known("md5");
        load(BENIGN, ListKind.NEGATIVE, line("md5"));

        assertThat(CurrentOrganisation.as(org, () -> lists.said(PICTURE.md5())))
                .extracting(said -> said.listName().text() + " " + said.kind())
                .containsExactly("Benign NEGATIVE", "Known MATCH");
    }

    private void known(String... algorithms) {
        var lines = new StringBuilder();
        for (String algorithm : algorithms) {
            lines.append(line(algorithm));
        }
        load(KNOWN, ListKind.MATCH, lines.toString());
    }

    private static String line(String algorithm) {
        HashValue hash = switch (algorithm) {
            case "sha256" -> PICTURE.sha256();
            case "sha1" -> PICTURE.sha1();
            case "md5" -> PICTURE.md5();
            default -> new HashValue(HashAlgorithm.PDQ, PDQ);
        };
        return "%s,%s,csam,test,\n".formatted(algorithm, hash.hex());
    }

    /** The picture's PDQ hash with that many of its first bits turned. */
    private static String flipped(int bits) {
        byte[] hash = new HashValue(HashAlgorithm.PDQ, PDQ).bytes();
        for (int bit = 0; bit < bits; bit++) {
            hash[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return HashValue.of(HashAlgorithm.PDQ, hash).hex();
    }

    private void policy(HashList list, ListPolicy policy) {
        CurrentOrganisation.as(org, () -> lists.setPolicy(list.id(), policy, TEST));
    }

    private HashList load(ListName name, ListKind kind, String lines) {
        var csv = new ByteArrayInputStream(("algorithm,hash,class,source,note\n" + lines).getBytes(UTF_8));
        return CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(name, csv, ImportOptions.by(TEST).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lists.find(name).orElseThrow();
        });
    }
}
