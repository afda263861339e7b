package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTypeTest {
    /** First bytes as text, with hexadecimal in angle brackets. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            {ffd8ffe0}                       , JPEG
            {ffd8ffdb}                       , JPEG
            {ffd8}                           , UNKNOWN
            {89}PNG{0d0a1a0a}                , PNG
            {89}PNG{0a1a0a}                  , UNKNOWN
            GIF87a                           , GIF
            GIF89a                           , GIF
            GIF88a                           , UNKNOWN
            RIFF{00000000}WEBPVP8            , WEBP
            RIFF{00000000}AVI                , UNKNOWN
            II*{00}                          , TIFF
            MM{00}*                          , TIFF
            BM{000000000000000000000000}{28000000}{0000000000000000} , BMP
            BM{000000000000000000000000}{28000001}{0000000000000000} , UNKNOWN
            BMW is a maker of motor cars and this is a text           , UNKNOWN
            8BPS{0001}                       , PHOTOSHOP
            {00000100}                       , ICON
            {ff0a}                           , JXL
            {0000000c}jP                     , UNKNOWN
            {0000000c}jP  {0d0a870a}         , JPEG_2000
            {0000001c}ftypavif               , AVIF
            {0000001c}ftypheic               , HEIF
            {0000001c}ftypisom               , MP4
            {0000001c}ftyp                   , MP4
            {1a45dfa3}                       , MATROSKA
            %PDF-1.7                         , PDF
            PK{0304}                         , ZIP
            {1f8b08}                         , GZIP
            <svg xmlns=                      , SVG
            <?xml version="1.0"?><svg        , SVG
            {efbbbf}  <SVG                   , SVG
            <!doctype html><svg              , HTML
            <html><body><svg></svg>          , HTML
            <?xml version="1.0"?><rss>       , XML
            plain words                      , UNKNOWN
            """)
    void tellsByTheFirstBytesAlone(String text, PictureType type) {
        assertThat(PictureType.of(bytes(text))).isEqualTo(type);
    }

    @Test
    void nothingIsNothing() {
        assertThat(PictureType.of(new byte[0])).isEqualTo(PictureType.UNKNOWN);
    }

    @Test
    void noBytesAtAllMakeItFail() {
        java.util.Random random = new java.util.Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(PictureType.of(bytes)).isNotNull();
        }
    }

    @Test
    void svgIsAPictureThatIsNeverDecoded() {
        assertThat(PictureType.SVG.isPicture()).isTrue();
        assertThat(PictureType.SVG.isDecodable()).isFalse();
    }

    private static byte[] bytes(String text) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '{') {
                int end = text.indexOf('}', at);
                out.writeBytes(java.util.HexFormat.of().parseHex(text.substring(at + 1, end)));
                at = end;
            } else {
                out.writeBytes(String.valueOf(text.charAt(at)).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return out.toByteArray();
    }
}
