package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.TestPropertySource;
import org.vigie.core.hash.MediaHashes;
import org.vigie.database.DatabaseSettings;
import org.vigie.item.ItemId;
import org.vigie.media.MediaHasher;
import org.vigie.media.MediaLimits;

/** Pictures that are whole, where the decoding fails on our side. */
@Import(UndecodedPicturesTest.Failing.class)
@TestPropertySource(properties = "vigie.crawl.retry-first=10ms")
class UndecodedPicturesTest extends CrawlTestBase {
    private static final int ALWAYS = Integer.MAX_VALUE;

    @Autowired
    AtomicInteger failuresLeft;

    @Autowired
    Looks looks;

    private final byte[] picture = Drawings.landscape(System.nanoTime(), "png");

    @BeforeEach
    void aPageThatShowsThePicture() {
        site.page("front/", "<html>" + site.img("front/a.png"));
        site.body("front/a.png", "image/png", picture);
    }

    @Test
    void aFailureThatPassesIsTriedAgainUntilThePictureIsDecoded() {
        failuresLeft.set(2);
        LeadId lead = run(lead("front/"));
        assertThat(reason(lead, "front/a.png")).isEqualTo(Reason.PICTURE);
        assertThat(undecodable(lead, "front/a.png")).isEmpty();
        assertThat(ownFailures(lead)).isEqualTo(2);
        assertThat(isKnown("pdq is not null")).isTrue();
    }

    @Test
    void oneThatLastsEndsAsOursWithTheExactHashesKeptAndALaterLeadMakesItGood() {
        failuresLeft.set(ALWAYS);
        LeadId lead = run(lead("front/"));
        assertThat(reason(lead, "front/a.png")).isEqualTo(Reason.OWN_FAILURE);
        assertThat(undecodable(lead, "front/a.png")).isEqualTo("SANDBOX_UNAVAILABLE");
        assertThat(ownFailures(lead)).isEqualTo(CrawlLimits.OWN_FAILURES_MAX.value() - 1);
        assertThat(summary(lead).errors()).containsEntry(Reason.OWN_FAILURE, 1);
        assertThat(isKnown("pdq is null")).isTrue();

        failuresLeft.set(0);
        LeadId later = run(lead("front/"));
        assertThat(reason(later, "front/a.png")).isEqualTo(Reason.PICTURE);
        assertThat(isKnown("pdq is not null")).isTrue();
    }

    @Test
    void whatIsKnownExactlyIsFoundAtOnce() {
        list(picture);
        failuresLeft.set(ALWAYS);
        LeadId lead = run(lead("front/"));
        assertThat(reason(lead, "front/a.png")).isEqualTo(Reason.PICTURE);
        assertThat(count("select count(*) from item")).isEqualTo(1);
    }

    @Test
    void aLookSaysWhetherWeFailedToDecode() {
        failuresLeft.set(1);
        assertThat(look().undecodedByUs()).isTrue();
        assertThat(look().undecodedByUs()).isFalse();
        site.body("front/a.png", "image/png", Drawings.noise(6));
        LookDone broken = look();
        assertThat(broken.outcome()).isEqualTo(LookOutcome.PRESENT);
        assertThat(broken.hashes()).extracting(MediaHashes::pdq).isNull();
        assertThat(broken.undecodedByUs()).isFalse();
    }

    private LookDone look() {
        ItemId item = new ItemId(UUID.randomUUID());
        Instant now = Clock.systemUTC().instant();
        LookId look = in(() -> crawl.look(item, site.address("front/a.png"), LookKind.RECHECK, now));
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.done.containsKey(look));
        return Objects.requireNonNull(looks.done.get(look));
    }

    private int ownFailures(LeadId lead) {
        return count("select sum(own_failures) from visit where lead_id = '" + lead.value() + "'");
    }

    private boolean isKnown(String how) {
        return count("select count(*) from media where sha256 = decode('"
                        + sha256(picture).hex() + "', 'hex') and " + how)
                == 1;
    }

    /** Hears of looks. */
    static class Looks {
        final Map<LookId, LookDone> done = new ConcurrentHashMap<>();

        @EventListener
        void on(LookDone look) {
            done.put(look.look(), look);
        }
    }

    /** Gives out a hasher that cannot start its processes, as often as the test says. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        Looks looks() {
            return new Looks();
        }

        @Bean
        AtomicInteger failuresLeft() {
            return new AtomicInteger();
        }

        @Bean(destroyMethod = "close", defaultCandidate = false)
        MediaHasher brokenHasher(DatabaseSettings database) throws IOException {
            Path scratch = Files.createDirectories(database.data().resolve("broken-decoder"));
            MediaLimits usual = MediaLimits.DEFAULT;
            MediaLimits noTime = new MediaLimits(
                    usual.bytesMax(),
                    usual.pixelsMax(),
                    usual.decodeTime(),
                    Duration.ofNanos(1),
                    usual.memoryBytes(),
                    usual.heapBytes(),
                    usual.picturesPerWorker(),
                    usual.processorTime(),
                    usual.idleTime(),
                    usual.framesPerPicture(),
                    usual.processes());
            return MediaHasher.open(new MediaHasher.Settings(scratch, noTime, 1, true));
        }

        @Bean(destroyMethod = "")
        @Primary
        @Scope("prototype")
        MediaHasher oneOrTheOther(
                AtomicInteger failuresLeft,
                @Qualifier("brokenHasher") MediaHasher broken,
                @Qualifier("mediaHasher") MediaHasher working) {
            return failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? broken : working;
        }
    }
}
