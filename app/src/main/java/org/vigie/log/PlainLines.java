package org.vigie.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The log for people: a line for each event, and below it the classes of an exception. */
public final class PlainLines extends LineEncoder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Override
    String text(Line line) {
        return "%s %-5s %s: %s\n%s"
                .formatted(
                        TIME.format(line.time()),
                        line.level(),
                        line.logger(),
                        line.message(),
                        Failures.text(line.failures()));
    }
}
