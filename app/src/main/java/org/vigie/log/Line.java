package org.vigie.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * What is left of a log event when all that might have come from outside is taken out of it.
 *
 * @param thread {@code virtual} or {@code platform}: names of threads are given by libraries too
 * @param failures of the exception, its causes and what it suppressed; see {@link Failures}
 */
record Line(Instant time, String level, String logger, String thread, String message, List<Failures.Failure> failures) {
    private static final String OURS = "org.vigie.";

    /** Names of loggers are names of classes; whatever else somebody makes one of is not shown. */
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z0-9_$\\[\\]/]+){1,20}");

    private static final int LOGGER_CHARACTERS_MAX = 200;

    /** Of an event of this very thread. */
    static Line of(ILoggingEvent event) {
        return new Line(
                event.getInstant() == null ? Instant.ofEpochMilli(event.getTimeStamp()) : event.getInstant(),
                event.getLevel().toString(),
                logger(event.getLoggerName()),
                Thread.currentThread().isVirtual() ? "virtual" : "platform",
                message(event),
                failures(event.getThrowableProxy()));
    }

    private static String logger(String name) {
        return name.length() <= LOGGER_CHARACTERS_MAX && LOGGER.matcher(name).matches() ? name : Arguments.WITHHELD;
    }

    private static String message(ILoggingEvent event) {
        String template = event.getMessage();
        String logger = event.getLoggerName();
        if (template == null || !(logger.startsWith(OURS) || KnownLines.contain(logger, template))) {
            return Arguments.WITHHELD;
        }
        @Nullable Object[] arguments = event.getArgumentArray();
        if (arguments == null) {
            return template;
        }
        var shown = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            shown[i] = Arguments.shown(arguments[i]);
        }
        return MessageFormatter.basicArrayFormat(template, shown);
    }

    private static List<Failures.Failure> failures(@Nullable IThrowableProxy thrown) {
        return thrown instanceof ThrowableProxy proxy ? Failures.of(proxy.getThrowable()) : List.of();
    }
}
