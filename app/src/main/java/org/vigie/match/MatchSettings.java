package org.vigie.match;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoThresholds;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * Settings of matching.
 *
 * @param polling whether this process asks by itself for changes of the lists; without it, changes made by other processes
 *     are seen when what is in memory has become too old
 * @param poll how long it waits between asking; at most a second keeps new entries matching within a second
 * @param snapshots how often the index is written to the data directory, if it has changed, so that the next start need not
 *     read all lists from the database; zero keeps no file
 * @param videoQuality frames of videos of a lesser quality are not compared, 50 to 100
 * @param videoDistance bits by which two frames of videos may differ that match, 0 to 31; a list may say less
 * @param videoSeenShare percentage of the frames of the video that was seen which a known video must have, 0 to 100
 * @param videoKnownShare percentage of the frames of a known video which the one that was seen must have, 0 to 100
 * @param videoFrames frames that must match at least, of either
 * @param videoClip how long a clip must be that is enough whatever the shares are; it has that many frames as well
 */
@ConfigurationProperties("vigie.match")
public record MatchSettings(
        @DefaultValue("true") boolean polling,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("10m") Duration snapshots,
        @DefaultValue("50") int videoQuality,
        @DefaultValue("31") int videoDistance,
        @DefaultValue("0") double videoSeenShare,
        @DefaultValue("80") double videoKnownShare,
        @DefaultValue("3") int videoFrames,
        @DefaultValue("1s") Duration videoClip) {
    private static final double MILLISECONDS = 1_000;

    /** @throws SettingRefused for a value that makes no sense */
    public MatchSettings {
        SettingRange.of("vigie.match")
                .positive("poll", poll)
                .zeroOrMore("snapshots", snapshots)
                .number("video-quality", videoQuality, Pdq.QUALITY_MIN, 100)
                .number("video-distance", videoDistance, 0, Pdq.RADIUS)
                .number("video-seen-share", videoSeenShare, 0, 100)
                .number("video-known-share", videoKnownShare, 0, 100)
                .atLeast("video-frames", videoFrames, 1)
                .zeroOrMore("video-clip", videoClip);
    }

    /** From where on videos match. */
    VideoThresholds video() {
        return video(videoQuality, videoDistance, videoSeenShare, videoKnownShare, videoFrames, videoClip);
    }

    private static VideoThresholds video(
            int quality, int distance, double seenShare, double knownShare, int frames, Duration clip) {
        VideoThresholds.ClipRule usual = VideoThresholds.ClipRule.DEFAULT;
        var rule = new VideoThresholds.ClipRule(usual.tolerance(), usual.gap(), clip.toMillis() / MILLISECONDS, frames);
        return new VideoThresholds(quality, distance, seenShare, knownShare, frames, rule);
    }
}
