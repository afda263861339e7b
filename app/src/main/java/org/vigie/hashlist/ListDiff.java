package org.vigie.hashlist;

import java.util.List;

/**
 * How a file and a list differ. Each hash counts once, whether it is computed here or not.
 *
 * @param same hashes of which both say the same class
 * @param otherClass hashes of which they say different classes
 * @param onlyInFile hashes that the list never had
 * @param withdrawnHere hashes of the file that the list had and withdrew
 * @param onlyInList hashes that match and that the file has not
 * @param examples the first of those that are not the same, at most {@link HashListLimits#REJECTED_LINES_KEPT}
 * @param rejected records of the file that cannot be read
 */
public record ListDiff(
        long same,
        long otherClass,
        long onlyInFile,
        long withdrawnHere,
        long onlyInList,
        List<Example> examples,
        long rejected) {
    public ListDiff {
        examples = List.copyOf(examples);
    }

    /** What the matter is with a hash. */
    public enum Difference {
        OTHER_CLASS,
        ONLY_IN_FILE,
        WITHDRAWN_HERE,
        ONLY_IN_LIST
    }

    /**
     * One hash that is not the same in both.
     *
     * @param hash as {@code algorithm:hash}
     */
    public record Example(String hash, Difference difference) {}

    /** Whether there is no difference, and nothing that could hide one. */
    public boolean isEmpty() {
        return otherClass + onlyInFile + withdrawnHere + onlyInList + rejected == 0;
    }
}
