package org.vigie.media.decode;

/** A picture that cannot be decoded, with the reason. Carries no text: that could come from the picture. */
final class PictureFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    PictureFault(Fault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
