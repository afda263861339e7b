package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.CurrentOrganisation;

class StopNciiTest extends SourceTestBase {
    private FakeStopNcii service;

    @BeforeEach
    void aSourceWithFiveRecords() {
        service = new FakeStopNcii(clock);
        org = fixtures.organisation("Exchange");
        for (int i = 1; i <= 3; i++) {
            service.put("ImagePDQ", pdq(i), "Active", "Active");
        }
        service.put("VideoMD5", "0".repeat(31) + "4", "Received", "");
        service.put("URL", "a text that is not ours to keep", "Active", "Active");
        clock.advance(Duration.ofMinutes(1));
        source = add("fetch\nsubscription\ntell");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void takesAllPagesAndNothingOfItIsChildSexualAbuseMaterial() {
        take();

        assertThat(entries()).hasSize(4).allSatisfy((hash, entry) -> {
            assertThat(entry.materialClass()).isEqualTo(MaterialClass.UNMAPPED);
            assertThat(entry.materialClass().mayNotify()).isFalse();
            assertThat(entry.source()).isEqualTo("StopNCII");
            assertThat(entry.provenance().affirmed()).isEqualTo(1);
            assertThat(entry.provenance().refuted()).isEqualTo(1);
        });
        assertThat(service.asked).hasSize(3);
        assertThat(stored().checkpoint())
                .as("where the service says")
                .isEqualTo(Instant.ofEpochSecond(clock.instant().getEpochSecond()));
    }

    /** It is not taken back, since nobody said so, and a person decides on each match as with all of them. */
    @Test
    void aStatusThatIsUnknownGoesToReview() {
        service.put("ImagePDQ", "cd".repeat(32), "Escalated", "Escalated");
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entries()).hasSize(5).allSatisfy((hash, entry) -> {
            assertThat(entry.isWithdrawn()).isFalse();
            assertThat(entry.materialClass()).isEqualTo(MaterialClass.UNMAPPED);
        });
    }

    @Test
    void theCheckpointMovesOnlyAfterTheLastPage() {
        service.failAfter(2);
        take();
        assertThat(stored().checkpoint()).isEqualTo(Instant.EPOCH);
        assertThat(stored().problem()).isEqualTo("STATUS_503");

        service.failAfter(99);
        take();
        assertThat(service.asked.getLast()).as("goes on where it was").contains("nextPageToken=t4");
        assertThat(stored().problem()).isNull();
        assertThat(entries()).hasSize(4);
    }

    @Test
    void aTokenThatHasGrownOldIsNotGoneOnWith() {
        service.failAfter(2);
        take();
        service.failAfter(99);
        clock.advance(Duration.ofHours(1));
        take();

        assertThat(service.asked.get(2)).doesNotContain("nextPageToken");
    }

    @Test
    void aRecordIsTakenBackByItsStatusUnlessACaseStillStands() {
        take();
        service.put("ImagePDQ", pdq(1), "Withdrawn", "Withdrawn,Deleted");
        service.put("ImagePDQ", pdq(2), "Deleted", "Withdrawn,Active");
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(entry("pdq:" + pdq(1)).isWithdrawn()).isTrue();
        assertThat(entry("pdq:" + pdq(2)).isWithdrawn())
                .as("somebody else's case")
                .isFalse();
        assertThat(entry("pdq:" + pdq(3)).isWithdrawn()).isFalse();

        service.put("ImagePDQ", pdq(1), "Active", "Active");
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entry("pdq:" + pdq(1)).isWithdrawn())
                .as("it was reported again")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"hashRecords\":[]}",
                "{\"hashRecords\":[],\"nextSetTimestamp\":\"soon\"}",
                "{\"hashRecords\":{},\"nextSetTimestamp\":9}",
                "{\"hashRecords\":[],\"nextSetTimestamp\":9,\"hasMoreRecords\":true}"
            })
    void whatCannotBeUnderstoodMovesNothing(String answer) {
        service.answerWith(answer);
        take();

        assertThat(stored().checkpoint()).isEqualTo(Instant.EPOCH);
        assertThat(stored().problem()).isNotNull();
    }

    @Test
    void aHashThatCannotBeReadIsCountedAndTheOthersAreTaken() {
        service.put("ImagePDQ", "zz", "Active", "Active");
        take();
        assertThat(entries()).hasSize(4);
        HashList list = CurrentOrganisation.as(org, () -> lists.find(LIST)).orElseThrow();
        assertThat(CurrentOrganisation.as(org, () -> lists.imports(list.id())))
                .anySatisfy(run -> assertThat(run.rejected()).isEqualTo(1));
    }

    @Test
    void aMissingKeyIsSaid() {
        org = fixtures.organisation("Exchange without a key");
        source = add("fetch");
        take();
        assertThat(stored().problem()).isEqualTo("A_KEY_IS_MISSING");
    }

    @Test
    void anOpinionIsToldWithItsOwnKey() throws IOException {
        take();
        EntryId ours = entry("pdq:" + pdq(1)).id();
        CurrentOrganisation.call(org, () -> {
            opinions.tell(ours, new Opinion.Affirmative(), TEST);
            opinions.tell(ours, new Opinion.Negative(UUID.randomUUID()), TEST);
            return true;
        });

        assertThat(service.feedback.getFirst()).contains("\"Blocked\"", pdq(1));
        assertThat(service.feedback.getLast()).contains("\"NotBlocked\"");
    }

    private SourceId add(String keys) {
        var access = new ExchangeService.Access(SourceKind.STOPNCII, service.base(), "hotline", keys, false);
        return CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    private static String pdq(int number) {
        return "%x5a3c96f0b1e27d84".formatted(number).substring(0, 16).repeat(4);
    }
}
