package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | FIREFOX | LINUX
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | CHROME | WINDOWS
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0 | EDGE | WINDOWS
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | SAFARI | MACOS
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile Safari/604.1 | CHROME | IOS
            Mozilla/5.0 (Linux; Android 15; Mobile) Gecko/140.0 Firefox/140.0 | FIREFOX | ANDROID
            curl/8.0 | OTHER | OTHER
            """)
    void aHeaderBecomesTwoWords(String header, Device.Browser browser, Device.OperatingSystem system) {
        assertThat(Device.of(header)).isEqualTo(new Device(browser, system));
    }

    @Test
    void noHeaderIsAnotherBrowser() {
        assertThat(Device.of(null)).isEqualTo(new Device(Device.Browser.OTHER, Device.OperatingSystem.OTHER));
    }
}
