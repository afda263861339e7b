package org.vigie.crawl;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.database.Mode;
import org.vigie.media.decode.DecodeMode;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * How the crawl runs.
 *
 * @param running whether this process crawls at all
 * @param hostsAtOnce how many hosts are worked on at the same time, at most
 * @param decodersAtOnce how many pictures are decoded at the same time; 0 is one for each processor
 * @param allowUnsandboxed decode also where no sandbox works; only for pictures one made oneself
 * @param decodeMode from how much of a picture its PDQ hash is made when it is found: {@code full-resolution}, as lists are made;
 *     {@code reduced}, faster, after which the look that confirms a match is exact; {@code 512-first}, for lists that were made so
 * @param sweep how often hosts with due work are looked for
 * @param lease how long a host belongs to a worker that no longer says so; after a kill its hosts rest so long, and their
 *     gap on top
 * @param delayMin the shortest gap between two requests to one host, whatever a lead says; not in test mode
 * @param delayMinInTest the same in test mode, in which all hosts are on this machine
 * @param waitMax the longest gap that a worker waits through with its lease; after longer ones the host is claimed anew
 * @param leaseWorkMax how long one lease is worked under, at most
 * @param retryFirst the pause after a first failed try; five times longer with each further one
 * @param hostPause the pause for a host after too many failures in a row; twice longer with each further one
 */
@ConfigurationProperties("vigie.crawl")
public record CrawlSettings(
        @DefaultValue("true") boolean running,
        @DefaultValue("64") int hostsAtOnce,
        @DefaultValue("0") int decodersAtOnce,
        @DefaultValue("false") boolean allowUnsandboxed,
        @DefaultValue("full-resolution") String decodeMode,
        @DefaultValue("300ms") Duration sweep,
        @DefaultValue("6s") Duration lease,
        @DefaultValue("1s") Duration delayMin,
        @DefaultValue("0s") Duration delayMinInTest,
        @DefaultValue("5s") Duration waitMax,
        @DefaultValue("30s") Duration leaseWorkMax,
        @DefaultValue("3s") Duration retryFirst,
        @DefaultValue("10s") Duration hostPause) {

    /** @throws SettingRefused for a value that makes no sense, and unless the mode is one */
    public CrawlSettings {
        SettingRange.of("vigie.crawl")
                .atLeast("hosts-at-once", hostsAtOnce, 1)
                .atLeast("decoders-at-once", decodersAtOnce, 0)
                .positive("sweep", sweep)
                .positive("lease", lease)
                .zeroOrMore("delay-min", delayMin)
                .zeroOrMore("delay-min-in-test", delayMinInTest)
                .zeroOrMore("wait-max", waitMax)
                .positive("lease-work-max", leaseWorkMax)
                .positive("retry-first", retryFirst)
                .zeroOrMore("host-pause", hostPause);
        if (DecodeMode.ofLabel(decodeMode).isEmpty()) {
            throw new SettingRefused("vigie.crawl.decode-mode", "is full-resolution, reduced or 512-first");
        }
    }

    DecodeMode mode() {
        return DecodeMode.ofLabel(decodeMode).orElseThrow();
    }

    /** How the second fetch is decoded, before a notice. */
    DecodeMode confirmingMode() {
        return mode() == DecodeMode.REDUCED ? DecodeMode.FULL_RESOLUTION : mode();
    }

    int decoders() {
        return decodersAtOnce > 0 ? decodersAtOnce : Runtime.getRuntime().availableProcessors();
    }

    Duration delayMin(Mode mode) {
        return mode == Mode.TEST ? delayMinInTest : delayMin;
    }

    /** The pause before the next try after that many, at least one. */
    Duration retryAfter(int tries) {
        Duration pause = retryFirst;
        for (int i = 1; i < Math.min(tries, 5); i++) {
            pause = pause.multipliedBy(5);
        }
        return pause;
    }

    /** The pause for a host after that many failures in a row; none below the limit. */
    Duration pauseAfter(int failuresInARow) {
        int beyond = failuresInARow - CrawlLimits.FAILURES_BEFORE_PAUSE.value();
        return beyond < 0 ? Duration.ZERO : hostPause.multipliedBy(1L << Math.min(beyond, 8));
    }
}
