package org.vigie.seal.opener;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.seal.OpenerRules;
import org.vigie.seal.opener.OpenerWire.Answer;
import org.vigie.seal.opener.OpenerWire.Ask;
import org.vigie.seal.opener.OpenerWire.Outcome;
import org.vigie.seal.opener.OpenerWire.Question;

/** What the opener answers, and what it refuses. Sentences go through it as bytes, without a process. */
class OpenerProgramTest {
    private static final UUID ORG = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final byte[] PLACE = bytes("report.words_sealed#1");

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void opensOnlyWhatWasSealedForThatPlaceAndOrganisation() throws Exception {
        byte[] sealed = sealed(ORG, "what was told");
        ask(new Question(Ask.CREATE, OTHER, PLACE, new byte[0]));

        assertThat(one(ORG, PLACE, sealed)).isEqualTo("what was told");
        assertThat(outcome(ORG, bytes("report.words_sealed#2"), sealed)).isEqualTo(Outcome.DOES_NOT_OPEN);
        assertThat(outcome(ORG, bytes("incident.words_sealed#1"), sealed)).isEqualTo(Outcome.DOES_NOT_OPEN);
        assertThat(outcome(OTHER, PLACE, sealed)).isEqualTo(Outcome.DOES_NOT_OPEN);
        assertThat(outcome(UUID.randomUUID(), PLACE, sealed)).isEqualTo(Outcome.MISSING);
        var random = new Random(7);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(outcome(ORG, PLACE, java.util.Arrays.copyOf(sealed, length)))
                    .isEqualTo(Outcome.DOES_NOT_OPEN);
            byte[] flipped = sealed.clone();
            flipped[length] ^= (byte) (1 << random.nextInt(8));
            assertThat(outcome(ORG, PLACE, flipped)).isEqualTo(Outcome.DOES_NOT_OPEN);
        }
        assertThat(String.join(" ", log)).doesNotContain("told");
    }

    @Test
    void anOldKeyOpensUntilItIsRetired() throws Exception {
        byte[] old = sealed(ORG, "before");
        ask(new Question(Ask.ROTATE, ORG, PLACE, new byte[0]));
        byte[] fresh = sealed(ORG, "after");
        assertThat(one(ORG, PLACE, old)).isEqualTo("before");

        byte[] again = ask(new Question(Ask.RESEAL, ORG, PLACE, old)).value();
        List<Integer> numbers = numbers();
        int first = numbers.getFirst();
        int newest = numbers.getLast();
        assertThat(retired(first, newest)).isEqualTo(Outcome.REFUSED);
        assertThat(retired(newest, newest)).isEqualTo(Outcome.REFUSED);
        assertThat(retired()).isEqualTo(Outcome.REFUSED);
        assertThat(one(ORG, PLACE, old)).isEqualTo("before");
        assertThat(retired(newest, first)).isEqualTo(Outcome.DONE);

        assertThat(one(ORG, PLACE, again)).isEqualTo("before");
        assertThat(one(ORG, PLACE, fresh)).isEqualTo("after");
        assertThat(outcome(ORG, PLACE, old)).isEqualTo(Outcome.DOES_NOT_OPEN);
    }

    @Test
    void refusesWhenTheHourIsSpentAndCountsAnewInTheNext() {
        var now = new AtomicLong();
        var budget = new HourlyBudget(2, now::get);
        assertThat(budget.takeOne()).isTrue();
        assertThat(budget.takeOne()).isTrue();
        assertThat(budget.takeOne()).isFalse();
        assertThat(budget.used()).isEqualTo(2);
        assertThat(budget.refused()).isEqualTo(1);
        now.addAndGet(OpenerLimits.COUNTED.toNanos());
        assertThat(budget.takeOne()).isTrue();
    }

    @Test
    void anHourThatIsSpentIsNotOpenedPast() throws Exception {
        byte[] sealed = sealed(ORG, "words");
        var question = new Question(Ask.OPEN, ORG, PLACE, sealed);
        assertThat(talk(1, question, question).stream().map(Answer::outcome))
                .containsExactly(Outcome.DONE, Outcome.SPENT);
    }

    @Test
    void workStopsAtThreeQuartersAndLeavesTheRestToPeople() throws Exception {
        byte[] sealed = sealed(ORG, "words");
        var forWork = new Question(Ask.OPEN_FOR_WORK, ORG, PLACE, sealed);
        var forPerson = new Question(Ask.OPEN, ORG, PLACE, sealed);
        assertThat(talk(4, forWork, forWork, forWork, forWork, forPerson, forPerson).stream()
                        .map(Answer::outcome))
                .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.SPENT, Outcome.DONE, Outcome.SPENT);
        assertThat(log).contains("opener: 4 opened and 2 refused in this hour, of 4 for each of 1 organisations");
    }

    @Test
    void whatOneOrganisationOpensKeepsNoOtherFromReading() throws Exception {
        var one = new Question(Ask.OPEN, ORG, PLACE, sealed(ORG, "words"));
        var other = new Question(Ask.OPEN, OTHER, PLACE, sealed(OTHER, "words"));
        assertThat(talk(1, one, one, other, other).stream().map(Answer::outcome))
                .containsExactly(Outcome.DONE, Outcome.SPENT, Outcome.DONE, Outcome.SPENT);
    }

    @Test
    void makesFirstKeysOfSoManyOrganisationsInAnHour() throws Exception {
        Question[] questions = IntStream.range(0, 5)
                .mapToObj(number -> new Question(Ask.CREATE, new UUID(0, number), PLACE, new byte[0]))
                .toArray(Question[]::new);
        assertThat(talk(10, questions).stream().map(Answer::outcome))
                .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.SPENT, Outcome.SPENT);
        assertThat(log).contains("opener: keys made 3, refused 2");
        assertThat(ask(questions[0]).outcome()).as("those that there are").isEqualTo(Outcome.DONE);
    }

    @Test
    void hangsUpOnWhatIsNoQuestion() throws Exception {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            var out = new ByteArrayOutputStream();
            program(10).serve(new ByteArrayInputStream(noise), out);
            assertThat(out.size()).isLessThan(OpenerLimits.FRAME_BYTES_MAX);
        }
    }

    @Test
    void aPrivateKeyIsItsOwnersFileAlone() throws Exception {
        sealed(ORG, "x");
        Path file = folder.resolve("tips-private-" + ORG + ".json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "{}");
        assertThat(outcome(ORG, PLACE, new byte[100])).isEqualTo(Outcome.NO_KEYS);
        assertThat(ask(new Question(Ask.PUBLIC, ORG, PLACE, new byte[0])).outcome())
                .isEqualTo(Outcome.NO_KEYS);
        assertThat(file).hasContent("{}");
    }

    @Test
    void makesNoKeysUnlessAskedTo() throws Exception {
        for (Ask ask : Ask.values()) {
            if (ask != Ask.CREATE) {
                assertThat(ask(new Question(ask, ORG, PLACE, new byte[8])).outcome())
                        .isEqualTo(Outcome.MISSING);
            }
        }
        assertThat(folder).isEmptyDirectory();
        byte[] made = ask(new Question(Ask.CREATE, ORG, PLACE, new byte[0])).value();
        assertThat(ask(new Question(Ask.CREATE, ORG, PLACE, new byte[0])).value())
                .isEqualTo(made);
    }

    private List<Integer> numbers() throws IOException, GeneralSecurityException {
        byte[] json = ask(new Question(Ask.PUBLIC, ORG, PLACE, new byte[0])).value();
        KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                new String(json, StandardCharsets.UTF_8), RegistryConfiguration.get());
        List<Integer> numbers = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            numbers.add(keys.getAt(place).getId());
        }
        return numbers;
    }

    private Outcome retired(int... numbers) throws IOException, GeneralSecurityException {
        var bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        IntStream.of(numbers).forEach(bytes::putInt);
        return ask(new Question(Ask.RETIRE, ORG, PLACE, bytes.array())).outcome();
    }

    private byte[] sealed(UUID org, String text) throws IOException, GeneralSecurityException {
        byte[] json = ask(new Question(Ask.CREATE, org, PLACE, new byte[0])).value();
        KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                new String(json, StandardCharsets.UTF_8), RegistryConfiguration.get());
        return keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                .encrypt(bytes(text), PLACE);
    }

    private String one(UUID org, byte[] place, byte[] sealed) throws IOException, GeneralSecurityException {
        return new String(ask(new Question(Ask.OPEN, org, place, sealed)).value(), StandardCharsets.UTF_8);
    }

    private Outcome outcome(UUID org, byte[] place, byte[] sealed) throws IOException, GeneralSecurityException {
        return ask(new Question(Ask.OPEN, org, place, sealed)).outcome();
    }

    private Answer ask(Question question) throws IOException, GeneralSecurityException {
        return talk(1_000, question).getFirst();
    }

    private List<Answer> talk(int opensAnHour, Question... questions) throws IOException, GeneralSecurityException {
        var asked = new ByteArrayOutputStream();
        for (Question question : questions) {
            OpenerWire.write(new DataOutputStream(asked), question);
        }
        var answered = new ByteArrayOutputStream();
        program(opensAnHour).serve(new ByteArrayInputStream(asked.toByteArray()), answered);
        var in = new DataInputStream(new ByteArrayInputStream(answered.toByteArray()));
        assertThat(OpenerWire.frame(in)).isEqualTo(bytes(OpenerWire.HELLO));
        List<Answer> answers = new ArrayList<>();
        for (int number = 0; number < questions.length; number++) {
            answers.add(OpenerWire.answer(in));
        }
        return answers;
    }

    /** With keys that may be changed at any age. */
    private OpenerProgram program(int opensAnHour) throws GeneralSecurityException {
        var rules = new OpenerRules(opensAnHour, 3, Duration.ZERO, Duration.ZERO, OpenerRules.GRACE);
        return new OpenerProgram(folder, rules, InstantSource.system(), log::add);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
