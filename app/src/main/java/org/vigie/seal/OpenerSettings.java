package org.vigie.seal;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * The process that opens tips, {@code vigie.opener.*}.
 *
 * @param early whether the opener is started, and organisations without keys get theirs, when this process starts; else at the
 *     first need
 * @param socket the Unix domain socket of an opener that runs as another user; absent: this process starts its own
 * @param opensAnHour values of one organisation that an opener started by this process opens in an hour, at most
 * @param createsAnHour organisations for which such an opener makes first keys in an hour, at most
 * @param rotateEvery how old the newest key of an organisation is at least when such an opener makes another
 * @param retireAge how old a key is at least when such an opener gives it up
 * @param grace how long such an opener keeps a key that was given up, before it erases it
 * @param patience how long an answer is waited for
 * @param pause after an opener could not be reached, how long it is left alone
 */
@ConfigurationProperties("vigie.opener")
public record OpenerSettings(
        @DefaultValue("true") boolean early,
        @Nullable Path socket,
        @DefaultValue("2000") int opensAnHour,
        @DefaultValue("200") int createsAnHour,
        @DefaultValue("24h") Duration rotateEvery,
        @DefaultValue("24h") Duration retireAge,
        @DefaultValue("30d") Duration grace,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("2s") Duration pause) {

    /** @throws SettingRefused for a value that makes no sense */
    public OpenerSettings {
        SettingRange.of("vigie.opener")
                .atLeast("opens-an-hour", opensAnHour, 0)
                .atLeast("creates-an-hour", createsAnHour, 0)
                .zeroOrMore("rotate-every", rotateEvery)
                .zeroOrMore("retire-age", retireAge)
                .zeroOrMore("grace", grace)
                .positive("patience", patience)
                .zeroOrMore("pause", pause);
    }

    /** What an opener started by this process keeps to. */
    OpenerRules rules() {
        return new OpenerRules(opensAnHour, createsAnHour, rotateEvery, retireAge, grace);
    }
}
