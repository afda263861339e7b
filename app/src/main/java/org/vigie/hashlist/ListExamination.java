package org.vigie.hashlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at the entries of a list, page by page, and counts what is wrong. */
final class ListExamination {
    private final List<ListCheck.Example> examples = new ArrayList<>();
    private long entries;
    private long withdrawn;
    private long opaque;
    private long opaqueWithdrawn;
    private long refused;
    private long remapped;
    private long contradicted;

    void page(List<HashEntry> page, Set<EntryId> contradictions) {
        for (HashEntry entry : page) {
            if (entry.isWithdrawn()) {
                withdrawn++;
                continue;
            }
            entries++;
            if (EmptyContent.has(entry.hash())) {
                refused++;
                example(entry, ListCheck.Problem.REFUSED);
            }
            if (ClassMapping.of(entry.classAsGiven()) != entry.materialClass()) {
                remapped++;
                example(entry, ListCheck.Problem.REMAPPED);
            }
            if (contradictions.contains(entry.id())) {
                contradicted++;
                example(entry, ListCheck.Problem.CONTRADICTED);
            }
        }
    }

    void opaquePage(List<OpaqueStored> page, Set<Long> contradictions) {
        for (OpaqueStored stored : page) {
            if (stored.isWithdrawn()) {
                opaqueWithdrawn++;
                continue;
            }
            opaque++;
            String hash = stored.entry().hash().toString();
            if (stored.entry().materialClass() != stored.materialClass()) {
                remapped++;
                example(hash, ListCheck.Problem.REMAPPED);
            }
            if (contradictions.contains(stored.number())) {
                contradicted++;
                example(hash, ListCheck.Problem.CONTRADICTED);
            }
        }
    }

    private void example(HashEntry entry, ListCheck.Problem problem) {
        example(entry.hash().toString(), problem);
    }

    private void example(String hash, ListCheck.Problem problem) {
        if (examples.size() < HashListLimits.REJECTED_LINES_KEPT) {
            examples.add(new ListCheck.Example(hash, problem));
        }
    }

    ListCheck result(long unfinished) {
        return new ListCheck(
                entries, withdrawn, opaque, opaqueWithdrawn, refused, remapped, contradicted, unfinished, examples);
    }
}
