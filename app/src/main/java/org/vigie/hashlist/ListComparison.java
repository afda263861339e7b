package org.vigie.hashlist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.ListDiff.Difference;

/** Compares the records of a file, batch by batch, with the entries of a list. */
final class ListComparison implements EntryReader {
    private final Function<List<HashValue>, List<HashEntry>> finder;
    private final Function<List<OpaqueHash>, List<OpaqueStored>> opaqueFinder;
    private final Map<HashValue, ListEntry> batch = new LinkedHashMap<>();
    private final Map<OpaqueHash, OpaqueEntry> opaqueBatch = new LinkedHashMap<>();
    private final Set<EntryId> met = new HashSet<>();
    private final Set<Long> opaqueMet = new HashSet<>();
    private final List<ListDiff.Example> examples = new ArrayList<>();
    private long same;
    private long otherClass;
    private long onlyInFile;
    private long withdrawnHere;
    private long onlyInList;
    private long rejected;

    /**
     * With what the list has.
     *
     * @param finder the entries of the list that have one of the hashes
     * @param opaqueFinder the same of hashes that are not computed here
     */
    ListComparison(
            Function<List<HashValue>, List<HashEntry>> finder,
            Function<List<OpaqueHash>, List<OpaqueStored>> opaqueFinder) {
        this.finder = finder;
        this.opaqueFinder = opaqueFinder;
    }

    @Override
    public void entry(ListEntry entry) {
        batch.put(entry.hash(), entry);
        if (batch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            flush();
        }
    }

    @Override
    public void opaque(OpaqueEntry entry) {
        opaqueBatch.put(entry.hash(), entry);
        if (opaqueBatch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            flush();
        }
    }

    @Override
    public void rejected(RejectedLine line) {
        rejected++;
    }

    void flush() {
        Map<HashValue, HashEntry> known = new HashMap<>();
        finder.apply(List.copyOf(batch.keySet())).forEach(entry -> known.put(entry.hash(), entry));
        for (ListEntry entry : batch.values()) {
            HashEntry there = known.get(entry.hash());
            if (there == null) {
                onlyInFile++;
                example(entry.hash().toString(), Difference.ONLY_IN_FILE);
            } else if (met.add(there.id())) {
                boolean isSame = there.classAsGiven().equals(entry.classAsGiven());
                compare(entry.hash().toString(), there.isWithdrawn(), isSame);
            }
        }
        batch.clear();
        flushOpaque();
    }

    private void flushOpaque() {
        Map<OpaqueHash, OpaqueStored> known = new HashMap<>();
        opaqueFinder
                .apply(List.copyOf(opaqueBatch.keySet()))
                .forEach(stored -> known.put(stored.entry().hash(), stored));
        for (OpaqueEntry entry : opaqueBatch.values()) {
            OpaqueStored there = known.get(entry.hash());
            if (there == null) {
                onlyInFile++;
                example(entry.hash().toString(), Difference.ONLY_IN_FILE);
            } else if (opaqueMet.add(there.number())) {
                boolean isSame = there.entry().classAsGiven().equals(entry.classAsGiven());
                compare(entry.hash().toString(), there.isWithdrawn(), isSame);
            }
        }
        opaqueBatch.clear();
    }

    private void compare(String hash, boolean isWithdrawn, boolean isSameClass) {
        if (isWithdrawn) {
            withdrawnHere++;
            example(hash, Difference.WITHDRAWN_HERE);
        } else if (isSameClass) {
            same++;
        } else {
            otherClass++;
            example(hash, Difference.OTHER_CLASS);
        }
    }

    /** Is told of every entry of the list when the file has ended. */
    void inList(HashEntry entry) {
        if (!entry.isWithdrawn() && !met.contains(entry.id())) {
            onlyInList++;
            example(entry.hash().toString(), Difference.ONLY_IN_LIST);
        }
    }

    /** The same of one whose hash is not computed here. */
    void inList(OpaqueStored stored) {
        if (!stored.isWithdrawn() && !opaqueMet.contains(stored.number())) {
            onlyInList++;
            example(stored.entry().hash().toString(), Difference.ONLY_IN_LIST);
        }
    }

    private void example(String hash, Difference difference) {
        if (examples.size() < HashListLimits.REJECTED_LINES_KEPT) {
            examples.add(new ListDiff.Example(hash, difference));
        }
    }

    ListDiff result() {
        return new ListDiff(same, otherClass, onlyInFile, withdrawnHere, onlyInList, examples, rejected);
    }
}
