package org.vigie.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** One file, whatever it is: all of it or nothing. */
class FileRuleTest extends FetchTestBase {
    private static final byte[] TEXT = "neither a page nor a picture".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatIsNothingKnownIsReadWholeAndHashed() throws Exception {
        var server = server((connection, request) -> connection.sendBody("application/octet-stream", TEXT));
        Answer answer = answer(fetch(server, BodyRule.FILE));
        assertThat(answer.body().bytes()).isEqualTo(TEXT);
        assertThat(answer.body().exact().orElseThrow().sha256().hex())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(TEXT)));
        assertThat(server.requests().getFirst().head()).contains("Accept: image/*");
        assertThat(answer(fetch(server)).body().bytes())
                .as("of no use to the crawl")
                .isEmpty();
    }

    @Test
    void aPageIsAFileAsAnyOther() {
        Answer answer = answer(fetch(saying(head("text/html", 6, "") + "<html>"), BodyRule.FILE));
        assertThat(answer.body().exact()).isPresent();
    }

    @Test
    void aPartIsNothing() {
        assertFailed(
                fetch(saying(head("application/octet-stream", 100, "") + "a part"), BodyRule.FILE),
                FetchFailure.TRUNCATED);
        assertFailed(
                fetch(saying(head("application/octet-stream", 60L << 20, "") + "x".repeat(2_000)), BodyRule.FILE),
                FetchFailure.TOO_BIG);
    }

    @Test
    void nothingIsNoFile() {
        assertThat(answer(fetch(saying(head("image/png", 0, "")), BodyRule.FILE))
                        .body()
                        .exact())
                .isEmpty();
    }
}
