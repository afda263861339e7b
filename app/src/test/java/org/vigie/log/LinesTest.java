package org.vigie.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What comes out of the encoders, whatever goes in. */
class LinesTest {
    private static final String SECRET = "pictures.example";
    private static final UUID ID = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

    private final LoggerContext context = new LoggerContext();

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return SECRET;
            }
        }
    }

    private record SomeId(UUID value) {
        @Override
        @SuppressWarnings("OverrideThrowableToString") // this is what must not be shown
        public String toString() {
            return SECRET;
        }
    }

    private record Typed(String text) {}

    private static final class Loud extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Loud(String text, @Nullable Throwable cause) {
            super(text, cause);
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // this is what must not be shown
        public String toString() {
            return SECRET;
        }

        @Override
        public String getLocalizedMessage() {
            return SECRET;
        }
    }

    @Test
    void argumentsAreShownByTypeAndNeverByWhatTheySayOfThemselves() {
        assertThat(message("a {} {} {} {}", 1, 2L, true, 0.5)).isEqualTo("a 1 2 true 0.5");
        assertThat(message("{} {}", ID, new SomeId(ID))).isEqualTo(ID + " " + ID);
        assertThat(message("{} {}", Duration.ofSeconds(3), Instant.EPOCH)).isEqualTo("PT3S 1970-01-01T00:00:00Z");
        assertThat(message("{} {}", LocalDate.EPOCH, Colour.RED)).isEqualTo("1970-01-01 RED");
        assertThat(message("{} {}", new LogWord("intake.fetch"), LinesTest.class))
                .isEqualTo("intake.fetch org.vigie.log.LinesTest");
        assertThat(message("{}", (Object) null)).isEqualTo("null");
        assertThat(message("no place", SECRET)).isEqualTo("no place");
    }

    @Test
    void allElseIsWithheld() {
        @SuppressWarnings("UnnecessaryStringBuilder") // a kind of text that is no String
        var builder = new StringBuilder(SECRET);
        for (Object argument : List.of(
                SECRET,
                builder,
                new Typed(SECRET),
                URI.create("http://" + SECRET),
                Path.of(SECRET),
                List.of(SECRET),
                Map.of(SECRET, SECRET),
                Optional.of(SECRET),
                new String[] {SECRET},
                SECRET.toCharArray(),
                'x',
                new StackTraceElement(SECRET, SECRET, SECRET, 1))) {
            assertThat(message("what came was {}", argument)).isEqualTo("what came was [withheld]");
        }
    }

    @Test
    void aWordOfTheLogIsNoSentenceAndNoAddress() {
        for (String text : List.of("", "a b", "http://a", "a/b", "a\nb", "a..b", ".a", "é", "x".repeat(61), "{}")) {
            assertThatThrownBy(() -> new LogWord(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no word for the log");
        }
    }

    @Test
    void ofExceptionsOnlyClassesAndKnownFramesAreLeft() {
        var sql = new SQLException(SECRET, "23505");
        var failure = new Loud(SECRET, new IllegalArgumentException(SECRET, sql));
        failure.addSuppressed(new SQLException(SECRET, SECRET));
        sql.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.library.Thing", SECRET, SECRET, 1),
            new StackTraceElement("org.vigie.item.Items", "add", "Items.java", 7)
        });
        for (LineEncoder encoder : List.of(new PlainLines(), new JsonLines())) {
            String line = line(encoder, "org.vigie.a.B", "failed: {}", failure, SECRET);
            assertThat(line)
                    .contains("failed: [withheld]")
                    .contains("org.vigie.log.LinesTest$Loud")
                    .contains("java.lang.IllegalArgumentException")
                    .contains("java.sql.SQLException (SQLSTATE 23505)")
                    .contains("org.vigie.item.Items.add(Items.java:7)")
                    .contains("suppressed")
                    .doesNotContain(SECRET, "com.library");
        }
    }

    @Test
    void aRingOfCausesEnds() {
        var first = new IllegalStateException("a");
        var second = new IllegalStateException("b", first);
        first.initCause(second);
        first.addSuppressed(second);
        assertThat(Failures.of(first)).hasSize(2);
        assertThat(LogFailure.of(first).toString()).startsWith("java.lang.IllegalStateException at org.vigie.");
    }

    @Test
    void ofLibrariesOnlyKnownLinesAreShown() {
        String pool = "com.zaxxer.hikari.HikariDataSource";
        assertThat(line(new PlainLines(), pool, "{} - Start completed.", null, SECRET))
                .endsWith("WARN  com.zaxxer.hikari.HikariDataSource: [withheld] - Start completed.\n");
        for (String text : List.of(
                "Resolved [" + SECRET + "]", "{} - Start completed. " + SECRET, "{}", "{} - start completed.")) {
            assertThat(line(new PlainLines(), pool, text, null, SECRET)).endsWith(pool + ": [withheld]\n");
        }
        assertThat(line(new PlainLines(), "org.springframework.web." + "a-b.example", "x", null))
                .contains("[withheld]: [withheld]");
    }

    @Test
    void nothingElseOfAnEventIsWritten() {
        MDC.put("address", SECRET);
        Thread.currentThread().setName(SECRET);
        try {
            var event = event("org.vigie.a.B", "a line", null);
            event.addMarker(MarkerFactory.getMarker(SECRET));
            event.addKeyValuePair(new org.slf4j.event.KeyValuePair("address", SECRET));
            event.setThreadName(SECRET);
            for (LineEncoder encoder : List.of(new PlainLines(), new JsonLines())) {
                assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
                        .contains("a line")
                        .doesNotContain(SECRET);
            }
        } finally {
            MDC.clear();
            Thread.currentThread().setName("main");
        }
    }

    @Test
    void aLineOfJsonIsAnObject() {
        String text = line(
                new JsonLines(), "org.vigie.a.B", "a \"quoted\" \\ line\n\u0001 {}", new IllegalStateException("x"), 5);
        assertThat(text.lines()).hasSize(1);
        var object = JsonMapper.shared().readTree(text);
        assertThat(object.get("message").asString()).isEqualTo("a \"quoted\" \\ line\n\u0001 5");
        assertThat(object.get("thread").asString()).isEqualTo("platform");
        assertThat(object.get("failures").get(0).get("kind").asString()).isEqualTo("java.lang.IllegalStateException");
    }

    private String message(String template, @Nullable Object... arguments) {
        return Line.of(event("org.vigie.a.B", template, null, arguments)).message();
    }

    private String line(
            LineEncoder encoder, String logger, String template, @Nullable Throwable failure, Object... arguments) {
        return new String(encoder.encode(event(logger, template, failure, arguments)), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(
            String logger, String template, @Nullable Throwable failure, @Nullable Object... arguments) {
        return new LoggingEvent("x", context.getLogger(logger), Level.WARN, template, failure, arguments);
    }
}
