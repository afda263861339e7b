package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.vigie.organisation.CurrentOrganisation;

/** Who sends slowly keeps nobody else from having pictures looked up. */
class PicturesTest extends ApiTestBase {
    private static final int UPLOADS = 2 * ApiLimits.PICTURES_HELD_MAX;

    @Autowired
    private Pictures pictures;

    private ApiClient someone(String name) {
        return CurrentOrganisation.as(org, () -> clients.create(name, Circle.INSIDE, 1000, TEST));
    }

    private static MockHttpServletRequest request(InputStream body) {
        return new MockHttpServletRequest("POST", "/v1/media/") {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(body);
            }
        };
    }

    /** A body of which nothing comes until it may end. */
    private static final class Trickle extends InputStream {
        private final CountDownLatch begun;
        private final CountDownLatch end;
        private final AtomicInteger begunAtOnce;

        Trickle(CountDownLatch begun, CountDownLatch end, AtomicInteger begunAtOnce) {
            this.begun = begun;
            this.end = end;
            this.begunAtOnce = begunAtOnce;
        }

        @Override
        public int read() throws IOException {
            begunAtOnce.incrementAndGet();
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return read();
        }
    }

    @Test
    void aClientThatSendsSlowlyHoldsFewPlaces() throws Exception {
        var slow = someone("Slow");
        var other = someone("Other");
        var begun = new CountDownLatch(ApiLimits.PICTURES_OF_CLIENT_MAX);
        var end = new CountDownLatch(1);
        var begunAtOnce = new AtomicInteger();
        List<Future<Pictures.Picture>> uploads = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < UPLOADS; i++) {
                    uploads.add(
                            threads.submit(() -> pictures.read(slow, request(new Trickle(begun, end, begunAtOnce)))));
                }
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

                byte[] bytes = "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                assertThat(pictures.read(other, request(new ByteArrayInputStream(bytes)))
                                .bytes())
                        .as("of somebody else")
                        .isEqualTo(bytes.length);
                assertThat(begunAtOnce).hasValue(ApiLimits.PICTURES_OF_CLIENT_MAX);
            } finally {
                end.countDown();
            }
        }
        assertThat(uploads)
                .as("bodies that are empty in the end")
                .allMatch(upload -> upload.state() == Future.State.FAILED);
    }

    @Test
    void whatDoesNotArriveInTimeIsRefused() {
        var client = someone("Slower");
        var body = new InputStream() {
            private int sent;

            @Override
            public int read() {
                clock.advance(Duration.ofMillis(1));
                return sent++ < 2 * ApiLimits.PICTURE_ARRIVAL.toMillis() ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int at, int length) {
                into[at] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> pictures.read(client, request(body)))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                    assertThat(problem).hasMessageContaining("60 seconds");
                });
        assertThat(body.sent).as("and the rest is not read").isLessThan(2 * (int) ApiLimits.PICTURE_ARRIVAL.toMillis());
    }
}
