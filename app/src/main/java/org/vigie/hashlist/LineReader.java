package org.vigie.hashlist;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.RejectedLine.Reason;

/**
 * The lines of a text file that may hold any bytes and be of any size, one at a time and never more than a limited part of one
 * in memory. A line ends with LF, CR LF, CR, or the file. Lines can be given back, to be read again.
 */
public final class LineReader {
    private static final int CR = '\r';
    private static final int LF = '\n';
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /**
     * A line without its end.
     *
     * @param number 1 for the first
     * @param text empty where there is a problem
     * @param problem why it cannot be used; null for a good line
     */
    public record Line(long number, String text, @Nullable Reason problem) {
        /** Whether there is nothing on it. */
        public boolean isBlank() {
            return problem == null && text.isBlank();
        }

        /** Without what stands on it. */
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    private final InputStream in;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private long number;

    /**
     * Begins at the first line, behind a byte order mark.
     *
     * @throws IOException where the stream fails
     */
    public LineReader(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, 1 << 16);
        skipByteOrderMark();
    }

    /**
     * The next line; null after the last.
     *
     * @throws IOException where the stream fails
     */
    public @Nullable Line next() throws IOException {
        return givenBack.isEmpty() ? read() : givenBack.pop();
    }

    /** Makes {@link #next} return these again, the first of them first. */
    void giveBack(List<Line> lines) {
        for (Line line : lines.reversed()) {
            givenBack.push(line);
        }
    }

    private @Nullable Line read() throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        var bytes = new ByteArrayOutputStream(128);
        boolean tooLong = false;
        for (; next >= 0 && next != LF && next != CR; next = in.read()) {
            if (bytes.size() < HashListLimits.LINE_BYTES_MAX) {
                bytes.write(next);
            } else {
                tooLong = true;
            }
        }
        if (next == CR) {
            skipLineFeed();
        }
        return tooLong ? new Line(number, "", Reason.LINE_TOO_LONG) : decoded(bytes.toByteArray());
    }

    private Line decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean control = text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c));
            return control ? new Line(number, "", Reason.CONTROL_CHARACTER) : new Line(number, text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, "", Reason.NOT_UTF8);
        }
    }

    private void skipLineFeed() throws IOException {
        in.mark(1);
        if (in.read() != LF) {
            in.reset();
        }
    }

    private void skipByteOrderMark() throws IOException {
        in.mark(BOM.length);
        for (byte expected : BOM) {
            if ((byte) in.read() != expected) {
                in.reset();
                return;
            }
        }
    }
}
