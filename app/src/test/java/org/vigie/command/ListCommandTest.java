package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.testing.Database;
import org.vigie.testing.VigieTest;

/** The commands of lists, as an application of their own beside the one of the test. */
@VigieTest
class ListCommandTest {
    private static final String PHOTODNA = "photodna:" + "07".repeat(144);

    @TempDir
    private Path folder = Path.of("");

    private static Answer run(String... arguments) {
        return Answer.to(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data", Database.data().toString()))
                .toArray(String[]::new));
    }

    @Test
    void aHashThatIsNotComputedHereIsCountedWithdrawnAndCopied() throws IOException {
        String list = "Commanded " + UUID.randomUUID();
        Path file = Files.writeString(
                folder.resolve("list.csv"),
                "algorithm,hash,class\nphotodna,%s,csam\nphotodna,%s,csam\nmd5,%s,csam\n"
                        .formatted("07".repeat(144), "08".repeat(144), "01".repeat(16)));
        assertThat(run("list", "import", "--name", list, file.toString()).exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(run("list", "show").out()).contains(list + "  1 entries, 2 not computed here");

        String[] withdraw = {"list", "withdraw", PHOTODNA, "--name", list, "--reason", "It is a landscape."};
        assertThat(run(withdraw).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run("list", "show", "--json").out().lines().filter(line -> line.contains(list)))
                .singleElement()
                .asString()
                .contains("\"entries\":1,\"opaque_entries\":1");
        withdraw[2] = "photodna:" + "09".repeat(144);
        assertThat(run(withdraw).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        withdraw[2] = "photodna:09";
        assertThat(run(withdraw).exitCode()).isEqualTo(ExitCode.USAGE);

        Path copy = folder.resolve("copy.csv");
        assertThat(run("list", "export", "--name", list, "--json", copy.toString())
                        .out())
                .contains("{\"entries\":1,\"opaque_entries\":2}");
        assertThat(Files.readAllLines(copy))
                .filteredOn(line -> line.startsWith("photodna," + "07".repeat(144)))
                .singleElement()
                .asString()
                .as("with the time of its withdrawal")
                .endsWith("Z");
    }
}
