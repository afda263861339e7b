package org.vigie.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.database.DatabaseSettings;
import org.vigie.database.Mode;
import org.vigie.organisation.OrgId;
import org.vigie.retention.ErasureList.Line;
import org.vigie.retention.ErasureList.Step;

/** What the list of erasures says after it was torn, damaged, or written by an earlier version. */
class ErasureListTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path data;

    private Path file;
    private ErasureList list;

    @BeforeEach
    void anEmptyOne() throws IOException {
        Files.createDirectories(data.resolve("keys"));
        file = data.resolve("keys").resolve("erasures.txt");
        list = new ErasureList(new DatabaseSettings(data, Mode.TEST, null, true, 16));
    }

    @Test
    void onlyWhatIsSaidToBeDoneIsDone() {
        Line done = line();
        Line undone = line();
        Line open = line();
        list.add(AT, Step.BEGUN, List.of(done, undone, open));
        list.add(AT, Step.DONE, List.of(done));
        list.add(AT, Step.UNDONE, List.of(undone));

        assertThat(list.read()).isEqualTo(new ErasureList.Found(List.of(done), List.of(open), 0));
    }

    @Test
    void whatWasUndoneMayBeDoneLaterAndStaysDone() {
        Line line = line();
        list.add(AT, Step.BEGUN, List.of(line));
        list.add(AT, Step.UNDONE, List.of(line));
        list.add(AT, Step.BEGUN, List.of(line));
        list.add(AT, Step.DONE, List.of(line));
        list.add(AT, Step.BEGUN, List.of(line));

        assertThat(list.read().done()).containsExactly(line);
    }

    @Test
    void aTornLineSwallowsNoNeighbour() throws IOException {
        Line first = line();
        list.add(AT, Step.DONE, List.of(first));
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < 100; cut++) {
            Line next = line();
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length));
            String torn = "DONE %s %s REPORT %s 12345678\n".formatted(AT, UUID.randomUUID(), UUID.randomUUID());
            append(torn.substring(0, Math.min(cut, torn.length() - 1)).getBytes(StandardCharsets.US_ASCII));
            list.add(AT, Step.DONE, List.of(next));

            assertThat(list.read().done()).as("cut after %d", cut).containsExactly(first, next);
            assertThat(list.read().damaged()).isEqualTo(1);
        }
    }

    @Test
    void zeroesAndBytesThatAreNoLettersAreOneDamagedLineAndNoEnd() throws IOException {
        Line line = line();
        append(new byte[4096]);
        append(new byte[] {(byte) 0xff, (byte) 0xc3, '\n'});
        list.add(AT, Step.DONE, List.of(line));

        assertThat(list.read()).isEqualTo(new ErasureList.Found(List.of(line), List.of(), 1));
    }

    @Test
    void aChangedLineIsNotBelieved() throws IOException {
        list.add(AT, Step.BEGUN, List.of(line()));
        Files.writeString(file, Files.readString(file).replace("BEGUN", "DONE"));

        assertThat(list.read()).isEqualTo(new ErasureList.Found(List.of(), List.of(), 1));
    }

    @Test
    void linesOfAnEarlierVersionStandOpen() throws IOException {
        Line line = line();
        append("%s %s %s %s\n"
                .formatted(AT, line.org(), line.kind(), line.record())
                .getBytes(StandardCharsets.US_ASCII));
        append("2026-01-02 not-an-id REPORT 0\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(list.read()).isEqualTo(new ErasureList.Found(List.of(), List.of(line), 1));
    }

    @Test
    void whatOneOfSeveralListsSaysIsDoneIsDone() throws IOException {
        Path second = Files.createDirectories(data.resolve("second"));
        Files.createDirectories(second.resolve("keys"));
        var others = new ErasureList(new DatabaseSettings(second, Mode.TEST, null, true, 16));
        Line mine = line();
        Line theirs = line();
        Line finishedThere = line();
        Line open = line();
        list.add(AT, Step.DONE, List.of(mine));
        list.add(AT, Step.BEGUN, List.of(finishedThere));
        others.add(AT, Step.BEGUN, List.of(theirs, finishedThere, open));
        others.add(AT, Step.DONE, List.of(theirs, finishedThere));

        Path list2 = second.resolve("keys").resolve("erasures.txt");
        Files.writeString(list2, "torn\n", StandardOpenOption.APPEND);
        assertThat(list.readWith(List.of(list2)))
                .isEqualTo(new ErasureList.Found(List.of(mine, theirs, finishedThere), List.of(open), 1));
        assertThat(list.readWith(List.of())).isEqualTo(list.read());
        assertThatThrownBy(() -> list.readWith(List.of(data.resolve("mistyped"))))
                .isInstanceOf(UncheckedIOException.class);
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Line line() {
        return new Line(new OrgId(UUID.randomUUID()), "REPORT", UUID.randomUUID());
    }
}
