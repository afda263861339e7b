package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.hash.MediaHashes;
import org.vigie.media.decode.DecodeMode;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.decode.Decoders;
import org.vigie.media.decode.PictureType;
import org.vigie.media.decode.Wire;

/**
 * S20: what a picture says of the people in it beside its pixels (place, camera, names, a small picture of its own) ends in the
 * decoding process. What leaves that process is the same, byte for byte, as for the picture without.
 */
@Tag("figures")
class MetadataTest {
    private static final String CANARY = "zhqrwxkb";
    private static final long PIXELS_MAX = 10_000_000;
    private static final int PICTURES = System.getProperty("vigie.long") == null ? 3 : 200;

    private static final byte[] EXIF = exif();
    private static final byte[] XMP = bytes("<x:xmpmeta xmlns:x='adobe:ns:meta/'><p>" + CANARY + "</p></x:xmpmeta>");

    private final Decoders decoders = new Decoders(DecoderName.FFMPEG, PIXELS_MAX);

    @Test
    void theDecodingProcessAnswersAsIfThereWereNoMetadata() throws IOException {
        for (int seed = 0; seed < PICTURES; seed++) {
            for (Map.Entry<byte[], byte[]> pair : pairs(seed).entrySet()) {
                assertThat(holdsCanary(pair.getValue())).isTrue();
                for (DecodeMode mode : DecodeMode.values()) {
                    byte[] plain = answer(pair.getKey(), mode);
                    byte[] planted = answer(pair.getValue(), mode);
                    assertThat(planted).isEqualTo(plain);
                    assertThat(holdsCanary(planted)).isFalse();
                }
            }
        }
    }

    @Test
    void nothingOfThemLeavesTheSandbox(@TempDir Path scratch) throws IOException {
        try (MediaHasher hasher = MediaHasher.open(MediaHasher.Settings.in(scratch))) {
            assumeTrue(hasher.sandbox().level() != SandboxLevel.NONE, "skipped, nothing is decoded here");
            for (Map.Entry<byte[], byte[]> pair : pairs(1).entrySet()) {
                Hashing plain = hasher.hash(pair.getKey());
                Hashing planted = hasher.hash(pair.getValue());
                assertThat(planted).isInstanceOf(Hashed.class);
                assertThat(((Hashed) planted).frames()).isEqualTo(((Hashed) plain).frames());
                assertThat(planted.toString()).doesNotContain(CANARY);
            }
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(holdsCanary(Files.readAllBytes(file)))
                        .as("%s", file.getFileName())
                        .isFalse();
            }
        }
        Path figures = Files.createDirectories(
                Path.of("").toAbsolutePath().resolveSibling("target").resolve("security-figures"));
        Files.writeString(
                figures.resolve("S20.txt"),
                "S20 (%s): %d pictures with EXIF, GPS, XMP, comments and thumbnails, %d modes: 0 bytes of them in any answer\n"
                        .formatted(PICTURES == 3 ? "short" : "long", PICTURES * 3, DecodeMode.values().length));
    }

    /** Should somebody add pixels or texts to what comes out, this asks why. */
    @Test
    void whatComesOutIsHashesNumbersAndNames() {
        Set<Type> harmless = Set.of(int.class, MediaHashes.class, String.class);
        for (RecordComponent component : Hashed.class.getRecordComponents()) {
            boolean isName = Set.of("mime", "decoder", "mode").contains(component.getName());
            boolean isPlain =
                    harmless.contains(component.getGenericType()) && (component.getType() != String.class || isName);
            assertThat(isPlain || component.getName().equals("frames"))
                    .as(component.getName())
                    .isTrue();
        }
        assertThat(Arrays.stream(FrameHash.class.getRecordComponents()).map(RecordComponent::getType))
                .noneMatch(type -> type.isArray() || type == String.class || type == ByteBuffer.class);
    }

    private byte[] answer(byte[] picture, DecodeMode mode) throws IOException {
        var out = new ByteArrayOutputStream();
        PictureType type = PictureType.of(picture);
        Wire.Reply reply = decoders.hash(new Wire.Request(7, type, mode, 1, picture));
        assertThat(reply).isInstanceOf(Wire.PictureHash.class);
        Wire.write(new DataOutputStream(out), 7, reply);
        return out.toByteArray();
    }

    /** Pictures without metadata, each with itself with them. */
    private static Map<byte[], byte[]> pairs(int seed) {
        byte[] jpeg = Pictures.jpeg(seed, 320, 200);
        byte[] png = Pictures.encode(Pictures.landscape(seed, 200, 160), "png");
        return Map.of(jpeg, inJpeg(jpeg), png, inPng(png), Pictures.WEBP_LOSSY.clone(), inWebp(Pictures.WEBP_LOSSY));
    }

    private static byte[] inJpeg(byte[] jpeg) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        segment(out, 0xe1, join(bytes("Exif\0\0"), EXIF));
        segment(out, 0xe1, join(bytes("http:/" + "/ns.adobe." + "com/xap/1.0/\0"), XMP));
        segment(out, 0xe2, join(bytes("MPF\0"), bytes(CANARY)));
        segment(out, 0xed, join(bytes("Photoshop 3.0\0"), bytes("8BIM" + CANARY)));
        segment(out, 0xfe, bytes(CANARY));
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes(bytes(CANARY)); // behind the end
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] data) {
        out.write(0xff);
        out.write(marker);
        out.write((data.length + 2) >> 8);
        out.write((data.length + 2) & 0xff);
        out.writeBytes(data);
    }

    private static byte[] inPng(byte[] png) {
        int behindHeader = 8 + 25;
        var out = new ByteArrayOutputStream();
        out.write(png, 0, behindHeader);
        out.writeBytes(chunk("eXIf", EXIF));
        out.writeBytes(chunk("tEXt", bytes("Author\0" + CANARY)));
        out.writeBytes(chunk("iTXt", join(bytes("XML:com.adobe.xmp\0\0\0\0\0"), XMP)));
        out.write(png, behindHeader, png.length - behindHeader);
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = join(bytes(type), data);
        var crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(data.length)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    /** The extended form: a header that says what follows, the picture, EXIF and XMP. */
    private static byte[] inWebp(byte[] webp) {
        byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
        byte[] header = riff("VP8X", new byte[] {0x0c, 0, 0, 0, 47, 0, 0, 31, 0, 0});
        byte[] all = join(join(join(bytes("WEBP"), header), picture), join(riff("EXIF", EXIF), riff("XMP ", XMP)));
        return riff("RIFF", all);
    }

    private static byte[] riff(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** One directory with a maker, a place and a small picture, as TIFF. */
    private static byte[] exif() {
        byte[] name = bytes(CANARY + "\0");
        return ByteBuffer.allocate(8 + 2 + 3 * 12 + 4 + name.length)
                .put(bytes("MM\0*"))
                .putInt(8)
                .putShort((short) 3)
                .put(entry(0x010f, 2, name.length, 8 + 2 + 3 * 12 + 4))
                .put(entry(0x8825, 4, 1, 8))
                .put(entry(0x0201, 4, 1, 8 + 2 + 3 * 12 + 4))
                .putInt(0)
                .put(name)
                .array();
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }

    private static boolean holdsCanary(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(CANARY);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
