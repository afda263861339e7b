package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a body is, whatever it says it is. */
class ContentSnifferTest {
    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";
    private static final String PNG = "\u0089PNG\r\n\032\n";

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(JPEG, "image/jpeg", Body.Kind.PICTURE),
                Arguments.of(JPEG, "text/html", Body.Kind.PICTURE),
                Arguments.of(PNG, "application/octet-stream", Body.Kind.PICTURE),
                Arguments.of(PNG, "", Body.Kind.PICTURE),
                Arguments.of("GIF89a<html><img src=/a.png>", "text/html", Body.Kind.PICTURE),
                Arguments.of("RIFF\0\0\0\0WEBPVP8 ", "text/plain", Body.Kind.PICTURE),
                Arguments.of("\0\0\0\034ftypavif", "video/mp4", Body.Kind.PICTURE),
                Arguments.of("\0\0\0\034ftypisom", "text/plain", Body.Kind.VIDEO),
                Arguments.of("\u001aE\u00df\u00a3", "", Body.Kind.VIDEO),
                Arguments.of("RIFF\0\0\0\0AVI LIST", "image/png", Body.Kind.VIDEO),
                Arguments.of("nonsense", "video/mp4", Body.Kind.OTHER),
                Arguments.of("BM\0\0\0\0\0\0\0\0\0\0\0\0", "", Body.Kind.PICTURE),
                Arguments.of("BMW is a make of car", "text/plain", Body.Kind.TEXT),
                Arguments.of("nonsense", "image/png", Body.Kind.PICTURE),
                Arguments.of("<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml", Body.Kind.PICTURE),
                Arguments.of("<!DOCTYPE html><p>", "image/jpeg", Body.Kind.PAGE),
                Arguments.of("  \r\n<HTML>", "application/octet-stream", Body.Kind.PAGE),
                Arguments.of("\u00ef\u00bb\u00bf<html>", "", Body.Kind.PAGE),
                Arguments.of("<!-- x --><html>", "text/plain", Body.Kind.PAGE),
                Arguments.of("just words", "text/html", Body.Kind.PAGE),
                Arguments.of("just words", "TEXT/HTML;charset=utf-8", Body.Kind.PAGE),
                Arguments.of("just words", "text/plain", Body.Kind.TEXT),
                Arguments.of("just words", "", Body.Kind.PAGE),
                Arguments.of("PK\3\4", "", Body.Kind.OTHER),
                Arguments.of("PK\3\4", "application/zip", Body.Kind.OTHER),
                Arguments.of("%PDF-1.7", "application/pdf", Body.Kind.OTHER),
                Arguments.of("", "image/png", Body.Kind.NONE));
    }

    @ParameterizedTest
    @MethodSource
    void bodies(String start, String type, Body.Kind kind) {
        byte[] bytes = start.getBytes(ISO_8859_1);

        assertThat(ContentSniffer.kind(bytes, bytes.length, type)).isEqualTo(kind);
    }
}
