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
import org.vigie.hashlist.ListDiff.Difference;

/** Compares the records of a file, batch by batch, with the entries of a list. */
final class ListComparison implements EntryReader {
    private final Function<List<HashValue>, List<HashEntry>> finder;
    private final Map<HashValue, ListEntry> batch = new LinkedHashMap<>();
    private final Set<EntryId> met = new HashSet<>();
    private final List<ListDiff.Example> examples = new ArrayList<>();
    private long same;
    private long otherClass;
    private long onlyInFile;
    private long withdrawnHere;
    private long onlyInList;
    private long rejected;

    /** @param finder the entries of the list that have one of the hashes */
    ListComparison(Function<List<HashValue>, List<HashEntry>> finder) {
        this.finder = finder;
    }

    @Override
    public void entry(ListEntry entry) {
        batch.put(entry.hash(), entry);
        if (batch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
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
                example(entry.hash(), Difference.ONLY_IN_FILE);
            } else if (met.add(there.id())) {
                compare(entry, there);
            }
        }
        batch.clear();
    }

    private void compare(ListEntry entry, HashEntry there) {
        if (there.isWithdrawn()) {
            withdrawnHere++;
            example(entry.hash(), Difference.WITHDRAWN_HERE);
        } else if (there.classAsGiven().equals(entry.classAsGiven())) {
            same++;
        } else {
            otherClass++;
            example(entry.hash(), Difference.OTHER_CLASS);
        }
    }

    /** Is told of every entry of the list when the file has ended. */
    void inList(HashEntry entry) {
        if (!entry.isWithdrawn() && !met.contains(entry.id())) {
            onlyInList++;
            example(entry.hash(), Difference.ONLY_IN_LIST);
        }
    }

    private void example(HashValue hash, Difference difference) {
        if (examples.size() < HashListLimits.REJECTED_LINES_KEPT) {
            examples.add(new ListDiff.Example(hash, difference));
        }
    }

    ListDiff result() {
        return new ListDiff(same, otherClass, onlyInFile, withdrawnHere, onlyInList, examples, rejected);
    }
}
