package org.vigie.crawl.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells how the letters of a page are written: a byte order mark, else the header, else a declaration near its beginning, else
 * UTF-8 where the page is valid UTF-8 and windows-1252 where not (compare HTML Standard, 13.2.3.2). Bytes that make no letter
 * are replaced; links around them survive.
 *
 * <p>Believed are only charsets in which ASCII is written as ASCII, and UTF-16 where the page looks like it: Java knows charsets
 * that no browser does, and a page that names one of these would show its pictures to everybody but us.
 */
final class PageCharset {
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*+=\\s*+[\"']?+\\s*+([A-Za-z0-9_:.+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private static final String ASCII =
            IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

    /** How a page begins that is in UTF-16 although nothing says so, by its first {@code <}. */
    private enum Wide {
        NO,
        LITTLE_ENDIAN,
        BIG_ENDIAN
    }

    private PageCharset() {}

    static Reader reader(byte[] page, String declaredType) {
        Charset charset = of(page, declaredType);
        int mark = byteOrderMark(page);
        if (isWide(charset)) {
            return new InputStreamReader(
                    new ByteArrayInputStream(page, mark, page.length - mark),
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE));
        }
        // What is left of UTF-16 are letters of ASCII, and so the links; a page that only begins like it loses nothing.
        ByteBuffer bytes = mark == 0 && wide(page) != Wide.NO
                ? ByteBuffer.wrap(withoutZeros(page))
                : ByteBuffer.wrap(page, mark, page.length - mark);
        CharBuffer letters = letters(bytes, charset);
        return new CharArrayReader(letters.array(), 0, letters.length());
    }

    /**
     * Decodes, and loses no letter of ASCII: left to itself, Java takes the quotation mark after half a letter for a part of
     * it, which no browser does (Encoding Standard, 4.1), and the rest of the page would be read as one attribute.
     */
    private static CharBuffer letters(ByteBuffer bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer letters = CharBuffer.allocate((int) Math.ceil(bytes.remaining() * decoder.maxCharsPerByte()) + 1);
        for (CoderResult result = decoder.decode(bytes, letters, true);
                result.isError();
                result = decoder.decode(bytes, letters, true)) {
            letters.put('\ufffd');
            int end = bytes.position() + result.length();
            bytes.position(bytes.position() + 1);
            while (bytes.position() < end && bytes.get(bytes.position()) < 0) {
                bytes.position(bytes.position() + 1);
            }
        }
        return letters.flip();
    }

    static Charset of(byte[] page, String declaredType) {
        if (byteOrderMark(page) == 3) {
            return UTF_8;
        }
        if (byteOrderMark(page) == 2) {
            return (page[0] & 0xFF) == 0xFE ? UTF_16BE : UTF_16LE;
        }
        Optional<Charset> header = declared(declaredType);
        if (header.filter(PageCharset::isUtf16).isPresent() && wide(page) != Wide.NO) {
            return wide(page) == Wide.LITTLE_ENDIAN ? UTF_16LE : UTF_16BE;
        }
        int start = Math.min(page.length, ExtractLimits.CHARSET_BYTES.value());
        return header.filter(PageCharset::keepsAscii)
                // A declaration that could be read as ASCII cannot be one of UTF-16.
                .or(() -> declared(new String(page, 0, start, ISO_8859_1))
                        .map(found -> isUtf16(found) ? UTF_8 : found)
                        .filter(PageCharset::keepsAscii))
                .orElseGet(() -> isUtf8(page) ? UTF_8 : Charset.forName("windows-1252"));
    }

    private static boolean isWide(Charset charset) {
        return charset.equals(UTF_16LE) || charset.equals(UTF_16BE);
    }

    private static boolean isUtf16(Charset charset) {
        return charset.name().toLowerCase(Locale.ROOT).startsWith("utf-16");
    }

    private static boolean keepsAscii(Charset charset) {
        return new String(ASCII.getBytes(ISO_8859_1), charset).equals(ASCII);
    }

    private static Wide wide(byte[] page) {
        int end = Math.min(page.length, ExtractLimits.CHARSET_BYTES.value());
        for (int at = 0; at < end; at++) {
            if (page[at] == '<') {
                if (at % 2 == 0) {
                    return at + 1 < page.length && page[at + 1] == 0 ? Wide.LITTLE_ENDIAN : Wide.NO;
                }
                return page[at - 1] == 0 ? Wide.BIG_ENDIAN : Wide.NO;
            }
        }
        return Wide.NO;
    }

    private static byte[] withoutZeros(byte[] page) {
        byte[] left = new byte[page.length];
        int length = 0;
        for (byte each : page) {
            if (each != 0) {
                left[length++] = each;
            }
        }
        return Arrays.copyOf(left, length);
    }

    private static int byteOrderMark(byte[] page) {
        int first = page.length > 0 ? page[0] & 0xFF : 0;
        int second = page.length > 1 ? page[1] & 0xFF : 0;
        if (first == 0xEF && second == 0xBB && page.length > 2 && (page[2] & 0xFF) == 0xBF) {
            return 3;
        }
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) ? 2 : 0;
    }

    private static Optional<Charset> declared(String text) {
        Matcher matcher = DECLARED.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(matcher.group(1));
            return charset.equals(ISO_8859_1) ? Optional.of(Charset.forName("windows-1252")) : Optional.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** The end may be cut in the middle of a letter, so only errors before it count. */
    private static boolean isUtf8(byte[] page) {
        int end = page.length;
        while (end > 0 && page.length - end < 4 && (page[end - 1] & 0x80) != 0) {
            end--;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(page, 0, end));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
