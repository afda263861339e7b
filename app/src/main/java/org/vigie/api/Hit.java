package org.vigie.api;

import org.vigie.hashlist.OpaqueListed;
import org.vigie.match.Match;

/**
 * What a look-up met, as far as the forms of Hasher-Matcher-Actioner tell it.
 *
 * @param type of the listed hash, as signal_type names it
 * @param entry the number of the entry
 * @param distance bits that differ; 0 for the very value
 */
record Hit(String type, String bank, long entry, int distance) {
    static Hit of(Match match) {
        return new Hit(
                match.entryHash().algorithm().label(), BankName.of(match.listName()), match.entry(), match.distance());
    }

    static Hit of(OpaqueListed listed) {
        return new Hit(
                listed.entry().hash().system(), BankName.of(listed.listName().text()), listed.number(), 0);
    }
}
