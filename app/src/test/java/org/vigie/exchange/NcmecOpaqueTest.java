package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.ImportRun;
import org.vigie.hashlist.ListContents;
import org.vigie.hashlist.ListCount;
import org.vigie.hashlist.MaterialClass;
import org.vigie.hashlist.OpaqueListed;
import org.vigie.organisation.CurrentOrganisation;

/** What NCMEC's hash sharing sends of kinds that are not computed here. */
class NcmecOpaqueTest extends SourceTestBase {
    @Autowired
    private ListContents contents;

    private FakeNcmec ncmec;

    @BeforeEach
    void aSourceWithThreeEntries() {
        ncmec = new FakeNcmec(clock);
        org = fixtures.organisation("Kinds of hashes");
        for (int i = 0; i < 3; i++) {
            ncmec.put("7", "e" + i, "A1", md5(i));
        }
        var access = new ExchangeService.Access(SourceKind.NCMEC, ncmec.base(), "hotline", "secret", false);
        source = CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    @AfterEach
    void stop() {
        ncmec.close();
    }

    /** PhotoDNA and other kinds are kept as other lists have them, for those who hold a licence. */
    @Test
    void hashesThatAreNotComputedHereAreKept() {
        ncmec.put("7", "dna", "A2", md5(40) + pdna(1) + "<netclean>%s</netclean>".formatted("ab".repeat(20)));
        ncmec.put("7", "only", "B1", "<pdna>%s</pdna>".formatted("0b".repeat(144)));
        ncmec.put(
                "7",
                "odd",
                "A1",
                md5(41)
                        + "<pdna>too short</pdna><md5/><new_kind><part>1</part></new_kind><new_kind>%s</new_kind>"
                                .formatted("x".repeat(5_000)));
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(photoDna(1)).singleElement().satisfies(found -> {
            assertThat(found.entry().classAsGiven()).isEqualTo("A2");
            assertThat(found.entry().materialClass()).isEqualTo(MaterialClass.CSAM);
            assertThat(found.entry().source()).isEqualTo("NCMEC hash sharing");
            assertThat(found.entry().sourceId()).isEqualTo("7-dna");
        });
        assertThat(CurrentOrganisation.as(org, () -> contents.matching(new OpaqueHash("netclean", "ab".repeat(20)))))
                .hasSize(1);
        assertThat(photoDna(11)).as("hexadecimal as well").hasSize(1);
        assertThat(entries()).as("an entry goes on after what cannot be read").containsKey("md5:" + hex(41));
        ListCount count = CurrentOrganisation.as(
                org, () -> lists.count(lists.find(LIST).orElseThrow().id()));
        assertThat(count.opaque()).isEqualTo(3);
        assertThat(CurrentOrganisation.as(
                                org,
                                () -> lists.imports(
                                        lists.find(LIST).orElseThrow().id()))
                        .stream()
                        .mapToLong(ImportRun::rejected)
                        .sum())
                .as("one entry with values of known kinds that cannot be read")
                .isOne();
    }

    @Test
    void whatIsTakenBackOfThemMatchesNoLonger() {
        ncmec.put("7", "dna", "A1", pdna(1) + pdna(2));
        ncmec.put("8", "dna", "A1", pdna(2));
        clock.advance(Duration.ofMinutes(1));
        take();
        ncmec.put("7", "dna", "A1", pdna(3));
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(photoDna(1)).isEmpty();
        assertThat(photoDna(2)).as("member 8 says it too").hasSize(1);
        assertThat(photoDna(3)).hasSize(1);

        ncmec.delete("7", "dna");
        ncmec.delete("8", "dna");
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(photoDna(2)).isEmpty();
        assertThat(photoDna(3)).isEmpty();
        assertThat(entries().values()).as("the others stand").hasSize(3).noneMatch(HashEntry::isWithdrawn);

        ncmec.put("7", "dna", "A1", pdna(3));
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(photoDna(3)).as("it came back").hasSize(1);
    }

    private List<OpaqueListed> photoDna(int number) {
        var hash = new OpaqueHash(OpaqueHash.PHOTODNA, "%02x".formatted(number).repeat(144));
        return CurrentOrganisation.as(org, () -> contents.matching(hash));
    }

    /** In base 64, as the service has them. */
    private static String pdna(int number) {
        byte[] value = new byte[144];
        Arrays.fill(value, (byte) number);
        return "<pdna>%s</pdna>".formatted(Base64.getEncoder().encodeToString(value));
    }

    private static String md5(int number) {
        return "<md5>%s</md5>".formatted(hex(number));
    }

    private static String hex(int number) {
        return "%02x".formatted(number + 1).repeat(16);
    }
}
