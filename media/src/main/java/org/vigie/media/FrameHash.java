package org.vigie.media;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.vigie.core.hash.Dihedral;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqResult;
import org.vigie.media.decode.Wire;

/**
 * What PDQ says of one frame of a picture.
 *
 * @param number of the frame in the file, from 0; 0 for a picture that stands still
 * @param positions the hashes of the frame turned and mirrored, all eight
 */
public record FrameHash(int number, PdqResult pdq, Map<Dihedral, Pdq> positions) {
    public FrameHash {
        positions = Collections.unmodifiableMap(new EnumMap<>(positions));
    }

    static FrameHash of(Wire.Frame frame) {
        Map<Dihedral, Pdq> positions = new EnumMap<>(Dihedral.class);
        Iterator<Pdq> hashes = frame.positions().iterator();
        for (Dihedral position : Dihedral.values()) {
            positions.put(position, hashes.next());
        }
        return new FrameHash(frame.number(), frame.pdq(), positions);
    }
}
