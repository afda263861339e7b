package org.vigie.media.decode;

import java.util.Arrays;
import java.util.Optional;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.hash.PdqSpectrum;
import org.vigie.core.hash.Reduction;

/** From how much of a picture its PDQ hash was made. The order is part of the {@link Wire} form. */
public enum DecodeMode {
    /** Luma of every pixel: the canonical hash, which lists are made with. */
    FULL_RESOLUTION("full-resolution") {
        @Override
        PdqSpectrum spectrum(Luma whole) {
            return PdqHasher.spectrum(whole);
        }
    },
    /** For speed: a JPEG decoded as grey and smaller. At most about 4 bits away on photographs of 256 pixels and more. */
    REDUCED("reduced") {
        @Override
        PdqSpectrum spectrum(Luma whole) {
            return PdqHasher.spectrumReduced(whole, new Reduction(whole.width(), whole.height(), 1));
        }
    },
    /** As the reference program in C++, from 512 x 512 of the pixels: for comparing with lists that were made by it. */
    FIRST_512("512-first") {
        @Override
        PdqSpectrum spectrum(Luma whole) {
            return PdqHasher.spectrumOf512(whole);
        }
    };

    private final String label;

    DecodeMode(String label) {
        this.label = label;
    }

    /** The mode that is called so; empty where none is. */
    public static Optional<DecodeMode> ofLabel(String label) {
        return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
    }

    /** As it is shown and printed in JSON. */
    public String label() {
        return label;
    }

    /** The frequencies of a picture of which every pixel was decoded. */
    abstract PdqSpectrum spectrum(Luma whole);

    /** What stored grey and four-colour values count as. The reference in C++ takes them as they are. */
    LinearLight light() {
        return this == FIRST_512 ? LinearLight.AS_STORED : LinearLight.AS_AMOUNT;
    }
}
