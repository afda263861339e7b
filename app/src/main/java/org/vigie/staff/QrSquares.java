package org.vigie.staff;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code (ISO/IEC 18004) as squares to be drawn in SVG: black on white, with the white edge that readers need.
 *
 * @param size of its side, in squares, the edge included
 * @param path the outline of the black squares, as the attribute {@code d} of a {@code path} takes it; one square is one unit
 */
record QrSquares(int size, String path) {
    /** How wide the white edge is, in squares; the standard asks for four. */
    static final int EDGE = 4;

    /**
     * For a text.
     *
     * @param text up to 2,953 bytes of UTF-8
     */
    static QrSquares of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int end = x;
                while (end < code.size && code.getModule(end, y)) {
                    end++;
                }
                if (end > x) { // a run of black squares is one rectangle
                    int wide = end - x;
                    path.append("M%d %dh%dv1h-%dz".formatted(EDGE + x, EDGE + y, wide, wide));
                }
                x = end + 1;
            }
        }
        return new QrSquares(code.size + 2 * EDGE, path.toString());
    }

    /** Without what it says. */
    @Override
    public String toString() {
        return "QrSquares";
    }
}
