package org.vigie.hashlist;

import java.util.List;
import java.util.Optional;

/** What a module above this one has to say on the page of a list: one line, where it has anything to say. */
public interface ListNote {
    Optional<Line> of(ListId list);

    /** A message and what stands in it. */
    record Line(String key, List<Object> arguments) {
        public Line {
            arguments = List.copyOf(arguments);
        }
    }
}
