package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigie.testing.HostileServer;

/** Servers that take their time, and bodies without end: a fetch ends in time, and reads no more than its limits. */
@Timeout(10)
class SlowAndEndlessTest extends FetchTestBase {
    private static final String PNG = "\u0089PNG\r\n\032\n";
    private static final long HUGE = 10_000_000_000L;
    private static final byte[] NOISE = "<p>endless ".repeat(1_000).getBytes(ISO_8859_1);

    @Test
    void silenceIsWaitedForOnceOnly() {
        HostileServer server = server((connection, request) -> connection.rest(Duration.ofSeconds(30)));

        long begin = System.nanoTime();
        assertFailed(fetch(server), FetchFailure.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(QUICK.headerDeadline().plusMillis(500));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void headersByteForByteEndAtTheirDeadline() {
        HostileServer server = server((connection, request) ->
                connection.drip("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000), Duration.ofMillis(50)));

        assertFailed(fetch(server), FetchFailure.TIMEOUT);
    }

    /** Pictures end at half of that. */
    @Test
    void aVideoIsReadUpToALimitOfItsOwn() {
        byte[] piece = new byte[1 << 20];
        int pieces = FetchLimits.VIDEO_BYTES_MAX.value() / piece.length;
        HostileServer server = server((connection, request) -> {
            connection.send(head("video/mp4", FetchLimits.VIDEO_BYTES_MAX.value(), ""));
            byte[] first = piece.clone();
            System.arraycopy("\0\0\0\30ftypisom".getBytes(ISO_8859_1), 0, first, 0, 12);
            connection.send(first);
            connection.repeat(piece, (long) (pieces - 1) * piece.length);
        });

        try (Answer whole = answer(fetcher(PATIENT).fetch(address(server, "/a.mp4"), BodyRule.CONTENT))) {
            assertThat(whole.body().kind()).isEqualTo(Body.Kind.VIDEO);
            assertThat(whole.body().bytes()).hasSize(FetchLimits.VIDEO_BYTES_MAX.value());
        }
    }

    @Test
    void aBodyByteForByteIsTooSlow() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("text/html", 100_000, ""));
            connection.drip("<html>" + "x".repeat(1_000), Duration.ofMillis(100));
        });

        assertFailed(fetch(server), FetchFailure.TOO_SLOW);
    }

    @Test
    void aBodyThatStopsInTheMiddleTimesOut() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("text/html", 100_000, "") + "<html>");
            connection.rest(Duration.ofSeconds(30));
        });

        assertFailed(fetch(server), FetchFailure.TIMEOUT);
    }

    @Test
    void aBodyFastEnoughForTheRateStillEndsAtTheDeadline() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("text/html", 100_000_000, "") + "<html>");
            for (int i = 0; i < 1_000; i++) {
                connection.send("x".repeat(1_000));
                connection.rest(Duration.ofMillis(100));
            }
        });

        long begin = System.nanoTime();
        assertFailed(fetch(server), FetchFailure.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(QUICK.deadline().plusMillis(500));
    }

    @Test
    void anEndlessPageIsCutAtItsLimit() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>");
            connection.repeat(NOISE, Long.MAX_VALUE);
        });

        try (Answer page = answer(fetch(server))) {
            assertThat(page.body().cut()).isEqualTo(Body.Cut.AT_LIMIT);
            assertThat(page.body().bytes()).hasSize(FetchLimits.PAGE_BYTES_MAX.value());
        }
        assertThat(server.written()).isLessThan(FetchLimits.PAGE_BYTES_MAX.value() + BUFFERED_MAX);
    }

    @Test
    void chunksWithoutEndAreCutToo() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.repeat("a\r\n<p>endless\r\n".repeat(100).getBytes(ISO_8859_1), Long.MAX_VALUE);
        });

        try (Answer page = answer(fetch(server))) {
            assertThat(page.body().cut()).isEqualTo(Body.Cut.AT_LIMIT);
        }
        assertThat(server.written()).isLessThan(2L * FetchLimits.PAGE_BYTES_MAX.value() + BUFFERED_MAX);
    }

    @Test
    void anEndlessPictureIsLeftAtItsLimit() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + PNG);
            connection.repeat(new byte[1 << 16], HUGE);
        });

        assertFailed(fetcher(PATIENT).fetch(address(server, "/"), BodyRule.CONTENT), FetchFailure.TOO_BIG);
        assertThat(server.written()).isLessThan(FetchLimits.PICTURE_BYTES_MAX.value() + BUFFERED_MAX);
    }

    @Test
    void aPictureThatIsAnnouncedTooBigIsNotBegun() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("image/png", HUGE, "") + PNG);
            connection.repeat(new byte[1 << 16], HUGE);
        });

        assertFailed(fetch(server), FetchFailure.TOO_BIG);
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    @Test
    void whatIsNeitherPageNorPictureIsNotReadOn() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("application/zip", HUGE, "") + "PK\3\4");
            connection.repeat(new byte[1 << 16], HUGE);
        });

        try (Answer other = answer(fetch(server))) {
            assertThat(other.body().kind()).isEqualTo(Body.Kind.OTHER);
            assertThat(other.body().bytes()).isEmpty();
        }
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    @Test
    void theBodyOfAnErrorIsNotRead() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n");
            connection.repeat(NOISE, Long.MAX_VALUE);
        });

        assertThat(answer(fetch(server)).status()).isEqualTo(404);
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    @Test
    void theBodyOfARedirectIsNotRead() {
        HostileServer server = server((connection, request) -> {
            connection.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Type: text/html\r\n\r\n");
            connection.repeat(NOISE, Long.MAX_VALUE);
        });

        Answer redirect = answer(fetch(server));

        assertThat(redirect.isRedirect()).isTrue();
        assertThat(redirect.location()).isEqualTo("/elsewhere");
        assertThat(server.requests()).as("not followed here").hasSize(1);
        assertThat(server.written()).isLessThan(BUFFERED_MAX);
    }

    @Test
    void bigPagesThatEndEarlyGiveTheirPlacesBack() {
        HostileServer server = server((connection, request) -> {
            connection.send(head("text/html", 4 << 20, "") + "<html>");
            connection.repeat(new byte[1 << 16], 2 << 20);
            connection.close();
        });

        for (int i = 0; i <= FetchLimits.BIG_BODIES_MAX.value(); i++) {
            try (Answer page = answer(fetch(server))) {
                assertThat(page.body().cut()).isEqualTo(Body.Cut.ENDED_EARLY);
                assertThat(page.body().bytes()).hasSizeGreaterThan(2 << 20);
            }
        }
    }

    @Test
    void twoBigBodiesAreHeldAndAThirdWaits() {
        HostileServer server = server((connection, request) -> connection.sendBody("image/png", picture()));

        Answer first = answer(fetch(server));
        Answer second = answer(fetch(server));
        assertFailed(fetch(server), FetchFailure.ABANDONED);
        first.close();
        try (Answer third = answer(fetch(server))) {
            assertThat(third.body().bytes()).hasSize(picture().length);
        }
        second.close();
    }

    private static byte[] picture() {
        byte[] picture = new byte[2 << 20];
        System.arraycopy(PNG.getBytes(ISO_8859_1), 0, picture, 0, PNG.length());
        return picture;
    }
}
