package org.vigie.web;

import java.util.HashMap;
import java.util.function.Function;

/**
 * A route of a row of the table of limits, and how it is refused.
 *
 * @param before what uses the row up; the route itself, unless one call of it takes several
 */
record Bite(String route, int status, String sentence, Call before, Call call) {
    Bite(String route, int status, String sentence, Call call) {
        this(route, status, sentence, call, call);
    }

    /** One call in the name of a key: the first key's are counted until one is refused, the second key's stands beside. */
    interface Call {
        RawHttp.Answer by(Key key);
    }

    enum Key {
        ONE,
        ANOTHER
    }

    boolean refuses(RawHttp.Answer answer) {
        return answer.status() == status && answer.body().contains(sentence);
    }

    /** From one network each key. */
    static Call ofNetwork(int port, Function<Visitor, RawHttp.Answer> call) {
        var visitors = new HashMap<Key, Visitor>();
        return key -> call.apply(visitors.computeIfAbsent(key, first -> new Visitor(port)));
    }
}
