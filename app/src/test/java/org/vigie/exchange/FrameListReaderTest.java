package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.ListEntry;

/** Frame lists in the forms that vPDQ's programs and our own command write, and what is wrong with others. */
class FrameListReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private static final FrameListReader.Terms TERMS = FrameListReader.Terms.of("csam", "Partner", 10);

    private static String hash(int frame) {
        return "%064x".formatted(frame + 1);
    }

    private static String line(int frame) {
        return "%d,90,%s,%.3f%n".formatted(frame, hash(frame), frame / 2.0);
    }

    private static String lines(int from, int to) {
        var lines = new StringBuilder();
        for (int frame = from; frame < to; frame++) {
            lines.append(line(frame));
        }
        return lines.toString();
    }

    private static String json(String file, int frame) {
        return "{\"file\":\"%s\",\"frame\":%d,\"quality\":90,\"pdq\":\"%s\",\"seconds\":%s}%n"
                .formatted(file, frame, hash(frame), frame / 2.0);
    }

    private static Read read(String text) throws IOException {
        return Read.of(text, (in, reader) -> FrameListReader.read(in, TERMS, reader));
    }

    @Test
    void theThreeFormsSayTheSame() throws IOException {
        List<ListEntry> text = read("\ufeff\n" + lines(0, 5)).entries;
        assertThat(text).singleElement().satisfies(entry -> {
            assertThat(entry.line()).as("where it begins").isEqualTo(2);
            assertThat(entry.classAsGiven()).isEqualTo("csam");
            assertThat(entry.source()).isEqualTo("Partner");
            assertThat(entry.frames()).hasSize(5);
            assertThat(entry.frames().getLast().seconds()).isEqualTo(2);
            assertThat(entry.hash()).isEqualTo(FrameList.name(entry.frames()));
        });
        var own = new StringBuilder();
        for (int frame = 0; frame < 5; frame++) {
            own.append(json("a.mp4", frame));
        }
        assertThat(read(own.toString()).entries.getFirst().frames())
                .isEqualTo(text.getFirst().frames());
        List<VideoFrame> untimed = read(lines(0, 5).replaceAll(",[0-9.]+\\R", "\n"))
                .entries
                .getFirst()
                .frames();
        assertThat(untimed).extracting(VideoFrame::seconds).as("ten a second").containsExactly(0.0, 0.1, 0.2, 0.3, 0.4);
    }

    @Test
    void anotherFileOfOurOwnFormIsAnotherVideo() throws IOException {
        var both = new StringBuilder();
        for (String file : List.of("a.mp4", "b.mp4", "c.mp4")) {
            for (int frame = 0; frame < 4; frame++) {
                both.append(json(file, frame + file.charAt(0)));
            }
            both.append(file.startsWith("b") ? "{\"file\":\"b.mp4\",\"error\":\"TOO_LONG\"}\n" : "");
        }
        Read read = read(both.toString());
        assertThat(read.entries).extracting(ListEntry::line).containsExactly(1L, 10L);
        assertThat(read.reasons())
                .as("one that was not hashed to its end is not the video")
                .containsExactly("9 CUT_SHORT");
    }

    @Test
    void oneBadLineHasTheVideoNotTaken() throws IOException {
        String good = lines(0, 4);
        assertThat(read(good + "4,90,xyz,2.0\n" + line(5)).reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "frame four\n" + "and more\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "4,101," + hash(4) + ",2.0\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "4,90," + hash(4) + ",NaN\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "4,90," + hash(4) + ",1e9\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "{\"frame\":4}\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + "{\"frame\":\"four\",\"quality\":1,\"pdq\":7}\n").reasons())
                .containsExactly("5 FRAME");
        assertThat(read(good + "{nothing\n").reasons()).containsExactly("5 FRAME");
        assertThat(read(good + line(3)).reasons()).containsExactly("5 FRAME_ORDER");
        assertThat(read(good + "4,90," + hash(4) + ",0.1\n").reasons()).containsExactly("5 FRAME_ORDER");
        assertThat(read(good + "\0\n").reasons()).containsExactly("5 CONTROL_CHARACTER");
        assertThat(read(good + "5".repeat(HashListLimits.LINE_BYTES_MAX + 1)).reasons())
                .containsExactly("5 LINE_TOO_LONG");
        assertThat(read("").reasons()).isEmpty();
    }

    @Test
    void tooFewAndTooManyFramesAreNoVideo() throws IOException {
        assertThat(read(lines(0, 2)).reasons()).containsExactly("1 TOO_FEW_FRAMES");
        assertThat(read(lines(0, 9).replace(",90,", ",49,")).reasons())
                .as("flat frames are not compared")
                .containsExactly("1 TOO_FEW_FRAMES");
        assertThat(read("0,90,%s\n1,90,%s\n2,90,%s\n".formatted(hash(-1), hash(-1), hash(-1)))
                        .reasons())
                .as("nor those that are all one colour")
                .containsExactly("1 TOO_FEW_FRAMES");
        Read most = read(lines(0, HashListLimits.VIDEO_FRAMES_MAX));
        assertThat(most.entries.getFirst().frames()).hasSize(HashListLimits.VIDEO_FRAMES_MAX);
        assertThat(read(lines(0, HashListLimits.VIDEO_FRAMES_MAX + 7)).reasons())
                .containsExactly("36001 TOO_MANY_FRAMES");
    }

    @Test
    void aVideoNeedsAClass() throws IOException {
        Read read = Read.of(
                lines(0, 4), (in, reader) -> FrameListReader.read(in, FrameListReader.Terms.of("", "", 30), reader));
        assertThat(read.reasons()).containsExactly("1 NO_CLASS");
    }

    @Test
    void aDirectoryIsReadWithWhatIsSaidBesideIt() throws IOException {
        Files.writeString(folder.resolve("README.md"), "no frames");
        Files.writeString(folder.resolve("b.txt"), lines(10, 14));
        Files.writeString(folder.resolve("a.txt"), lines(0, 4));
        Files.writeString(folder.resolve("c.txt"), lines(20, 24) + "bad\n");
        HashValue second = read(lines(10, 14)).entries.getFirst().hash();
        Files.writeString(
                folder.resolve("list.csv"),
                "algorithm,hash,class,source,affirmed,withdrawn\nvpdq,%s,odd,Elsewhere,3,\nvpdq,%s,odd,,,\nvpdq,%s,odd,,,x\nmd5,%s,odd,,,\n"
                        .formatted(second.hex(), hash(1), hash(2), "01".repeat(16)));
        var from = new FrameListFolder(folder, TERMS);
        var read = new Read();
        from.read(read);

        assertThat(read.entries).extracting(ListEntry::classAsGiven).containsExactly("csam", "odd", "odd");
        assertThat(read.entries.get(1).provenance().affirmed()).isEqualTo(3);
        assertThat(read.entries.get(1).frames()).hasSize(4);
        assertThat(read.entries.get(2).frames()).as("whose file is not there").isEmpty();
        assertThat(read.recalls).hasSize(1);
        assertThat(read.reasons()).containsExactly("13 FRAME", "18 ALGORITHM");
        assertThat(from.place(13)).contains(new FrameListFolder.Place(folder.resolve("c.txt"), 5));
        assertThat(from.place(18)).contains(new FrameListFolder.Place(folder.resolve("list.csv"), 5));
        String bytes = new String(from.bytes().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bytes)
                .as("all of them behind their names, in the order in which they are read")
                .startsWith("a.txt\0" + lines(0, 4) + "b.txt\0")
                .contains("list.csv\0algorithm,")
                .doesNotContain("README");
    }
}
