package org.vigie.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvFileSource(resources = "ranges.csv")
    void every_range_is_known_to_its_edges(String address, String expected) {
        assertThat(use(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://0177.0.0.1/",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://%31%32%37.1/"
            })
    void this_machine_is_found_under_every_name(String spelling) {
        InetAddress number = CanonicalAddress.parse(spelling).hostNumber().orElseThrow();
        assertThat(AddressRanges.refusal(number)).contains(SpecialUse.LOOPBACK);
    }

    @Test
    void the_system_s_own_idea_of_loopback_agrees() {
        assertThat(AddressRanges.refusal(InetAddress.getLoopbackAddress())).contains(SpecialUse.LOOPBACK);
    }

    private static String use(String host) {
        InetAddress number =
                CanonicalAddress.parse("http://" + host + "/").hostNumber().orElseThrow();
        return AddressRanges.refusal(number).map(Enum::name).orElse("open");
    }
}
