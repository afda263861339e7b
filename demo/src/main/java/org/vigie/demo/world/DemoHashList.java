package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.List;
import org.vigie.core.hash.HashAlgorithm;

/**
 * The hash list of a world: for each listed picture one exact hash or a PDQ hash, mostly both. Which ones follows from its number, so
 * that every algorithm occurs in every world.
 */
final class DemoHashList {
    private static final String HEADER = "algorithm,hash,class,source,note";
    private static final String SOURCE = "demo-world";

    /** The class of material that may be notified. The pictures behind it are landscapes. */
    private static final String NOTIFIED = "csam";

    /** A class that no importer knows: it matches and never notifies. Only pictures that are nowhere served have it. */
    private static final String UNKNOWN = "unsorted";

    private final Stock stock;

    DemoHashList(Stock stock) {
        this.stock = stock;
    }

    static List<HashAlgorithm> algorithms(int number) {
        return switch (Math.floorMod(number, 5)) {
            case 0 -> List.of(HashAlgorithm.SHA256, HashAlgorithm.PDQ);
            case 1 -> List.of(HashAlgorithm.MD5, HashAlgorithm.PDQ);
            case 2 -> List.of(HashAlgorithm.SHA1, HashAlgorithm.PDQ);
            case 3 -> List.of(HashAlgorithm.PDQ);
            default -> List.of(HashAlgorithm.SHA256);
        };
    }

    static boolean knowsExactly(int number) {
        return algorithms(number).stream().anyMatch(HashAlgorithm::isExact);
    }

    static boolean knowsNear(int number) {
        return algorithms(number).contains(HashAlgorithm.PDQ);
    }

    String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (int i = 0; i < stock.listed().size(); i++) {
            add(lines, stock.listed().get(i), i, NOTIFIED);
        }
        for (int i = 0; i < stock.elsewhere().size(); i++) {
            add(lines, stock.elsewhere().get(i), i, i % 3 == 2 ? UNKNOWN : NOTIFIED);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, PictureFile file, int number, String materialClass) {
        for (HashAlgorithm algorithm : algorithms(number)) {
            lines.add("%s,%s,%s,%s,generated pattern %d"
                    .formatted(algorithm.label(), file.hash(algorithm).hex(), materialClass, SOURCE, number));
        }
    }
}
