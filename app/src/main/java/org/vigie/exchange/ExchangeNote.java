package org.vigie.exchange;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListNote;

/** Shows on the page of a list how its source stands. */
@Component
class ExchangeNote implements ListNote {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final ExchangeService sources;

    ExchangeNote(ExchangeService sources) {
        this.sources = sources;
    }

    @Override
    public Optional<Line> of(ListId list) {
        return sources.of(list).map(ExchangeNote::line);
    }

    private static Line line(ExchangeSource source) {
        String upTo = source.checkpoint().equals(Instant.EPOCH) ? "–" : MINUTE.format(source.checkpoint());
        if (source.problem() != null) {
            return new Line("exchange.note.problem", List.of(source.problem(), upTo));
        }
        return new Line(source.range() == null ? "exchange.note.up-to" : "exchange.note.taking", List.of(upTo));
    }
}
