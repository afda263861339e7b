package org.vigie.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Takes the one file out of a form of RFC 7578 that is in memory. The server's own way would write the bytes to its disk, and
 * pictures of clients never lie there.
 */
final class Multipart {
    private static final int BOUNDARY_MAX = 70;
    private static final int PARTS_MAX = 20;
    private static final int HEAD_BYTES_MAX = 4096;
    private static final byte[] LINE = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A file.
     *
     * @param field the name of the form's field, as in {@code photo}
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way to the hasher; nobody compares two
    record FilePart(String field, byte[] bytes) {}

    static boolean is(@Nullable String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "multipart/form-data", 0, 19);
    }

    /** @throws ApiProblem unless the body is such a form with exactly one file */
    static FilePart onlyFile(byte[] body, @Nullable String contentType) {
        return new Multipart(body, boundary(contentType)).onlyFile();
    }

    private FilePart onlyFile() {
        // the first delimiter may stand at the very beginning, without the line end before it
        byte[] first = Arrays.copyOfRange(delimiter, LINE.length, delimiter.length);
        if (startsWith(first, 0)) {
            at = first.length;
        } else {
            at = demand(delimiter, 0, body.length) + delimiter.length;
        }
        @Nullable FilePart file = null;
        for (int part = 0; !startsWith(new byte[] {'-', '-'}, at); part++) {
            if (part == PARTS_MAX) {
                throw notOne();
            }
            int head = demand(LINE, at, Math.min(body.length, at + HEAD_BYTES_MAX));
            int headEnd = demand(HEAD_END, head, Math.min(body.length, head + HEAD_BYTES_MAX));
            int from = headEnd + HEAD_END.length;
            // an empty part ends with the line end of its head
            int to = demand(delimiter, headEnd + LINE.length, body.length);
            var field = fileField(head, headEnd);
            if (field != null) {
                if (file != null) {
                    throw notOne();
                }
                file = new FilePart(field, Arrays.copyOfRange(body, from, Math.max(from, to)));
            }
            at = to + delimiter.length;
        }
        if (file == null || file.bytes.length == 0) {
            throw notOne();
        }
        return file;
    }

    /** The field's name if the part is a file, else null. */
    private @Nullable String fileField(int head, int headEnd) {
        String text = new String(body, head, headEnd - head, StandardCharsets.UTF_8);
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION)) {
                return fileField(line.substring(colon + 1).strip());
            }
        }
        return null;
    }

    private static @Nullable String fileField(String line) {
        try {
            if (line.indexOf('\0') >= 0) {
                throw ApiProblem.badInput("The character NUL (U+0000) is taken nowhere.");
            }
            var disposition = ContentDisposition.parse(line);
            return disposition.getFilename() == null ? null : disposition.getName();
        } catch (IllegalArgumentException notOne) {
            throw notOne();
        }
    }

    private boolean startsWith(byte[] asked, int from) {
        return from + asked.length <= body.length
                && Arrays.equals(asked, 0, asked.length, body, from, from + asked.length);
    }

    /** Where those bytes begin, between these places. */
    private int demand(byte[] asked, int from, int to) {
        for (int start = from; start + asked.length <= to; start++) {
            if (body[start] == asked[0] && startsWith(asked, start)) {
                return start;
            }
        }
        throw notOne();
    }

    private static String boundary(@Nullable String contentType) {
        try {
            String boundary = contentType == null
                    ? null
                    : MediaType.parseMediaType(contentType).getParameter("boundary");
            if (boundary != null) {
                String plain = boundary.replaceAll("^\"|\"$", "");
                if (!plain.isEmpty() && plain.length() <= BOUNDARY_MAX) {
                    return plain;
                }
            }
        } catch (InvalidMediaTypeException notOne) {
            // said below
        }
        throw notOne();
    }

    private static ApiProblem notOne() {
        return ApiProblem.badInput(
                "Send multipart/form-data with exactly one file; its field is called photo or video.");
    }
}
