package org.vigie.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TrapRulesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "traps.csv")
    void links_that_lead_nowhere_are_left_alone(String link, String expected) {
        String found =
                TrapRules.refusal(CanonicalAddress.parse(link)).map(Enum::name).orElse("none");
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 500)
    void a_path_that_repeats_itself_ends(
            @ForAll @Size(min = 1, max = 4) List<@AlphaChars @StringLength(min = 1, max = 3) String> run,
            @ForAll @IntRange(min = 4, max = 30) int times) {
        String link = "http://a.example/" + (String.join("/", run) + "/").repeat(times);
        assertThat(TrapRules.refusal(CanonicalAddress.parse(link))).isPresent();
    }
}
