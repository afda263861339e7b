package org.vigie.api;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Settings of the API for programs, {@code vigie.api.*}.
 *
 * @param baseUrl scheme, host and port under which clients know this server, without a slash at the end; what they sign names
 *     it. Empty: what each request says, which is enough only where every name of the server is the operator's
 * @param certificateProxies numeric addresses of the proxies whose header {@code X-Client-Certificate} is believed
 * @param answerSlot answers outside the trust circle leave at multiples of this time after the question came
 * @param newClientFor how long after it was made a client outside the circle is new
 * @param newClientSlot the same as the slot above for one that is new; zero makes no difference
 */
@ConfigurationProperties("vigie.api")
public record ApiSettings(
        @DefaultValue("") String baseUrl,
        @DefaultValue List<String> certificateProxies,
        @DefaultValue("25ms") Duration answerSlot,
        @DefaultValue("30d") Duration newClientFor,
        @DefaultValue("0s") Duration newClientSlot) {

    /** @throws SettingRefused for a value that makes no sense */
    public ApiSettings {
        SettingRange.of("vigie.api")
                .zeroOrMore("answer-slot", answerSlot)
                .zeroOrMore("new-client-for", newClientFor)
                .zeroOrMore("new-client-slot", newClientSlot);
    }
}
