package org.vigie.item;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vigie.core.video.Clip;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoOverlap;

/** Stretches of a video as they are stored: from and to in milliseconds, and frames, one after the other. */
final class Stretches {
    private static final double MILLISECONDS = 1_000;
    private static final double SHARES = 100;
    private static final int NUMBERS = 3;
    private static final int SECONDS = 60;
    private static final int TENTHS = 10;

    private Stretches() {}

    /** As PostgreSQL reads an array. */
    static String written(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> "%d,%d,%d"
                        .formatted(milliseconds(stretch.from()), milliseconds(stretch.to()), stretch.frames()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static List<Stretch> read(Array stored) throws SQLException {
        Integer[] numbers = (Integer[]) stored.getArray();
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i + NUMBERS <= numbers.length; i += NUMBERS) {
            stretches.add(new Stretch(numbers[i] / MILLISECONDS, numbers[i + 1] / MILLISECONDS, numbers[i + 2]));
        }
        return stretches;
    }

    /** Where the known video has the stretches: from and to, in the order of {@link VideoOverlap#stretches}. */
    static String known(VideoOverlap overlap) {
        return overlap.clips().stream()
                .map(clip -> "%d,%d".formatted(milliseconds(clip.targetFrom()), milliseconds(clip.targetTo())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * What was stored of a match with a known video.
     *
     * @param known as {@link #known} wrote them, one for each stretch
     */
    static VideoOverlap overlap(Array stretches, Array known, int seenShare, int knownShare) throws SQLException {
        Integer[] numbers = (Integer[]) known.getArray();
        List<Clip> clips = new ArrayList<>();
        for (Stretch stretch : read(stretches)) {
            int at = 2 * clips.size();
            clips.add(new Clip(
                    stretch.from(),
                    stretch.to(),
                    numbers[at] / MILLISECONDS,
                    numbers[at + 1] / MILLISECONDS,
                    stretch.frames()));
        }
        return new VideoOverlap(seenShare / SHARES, knownShare / SHARES, clips);
    }

    /** A percentage as it is stored, in hundredths. */
    static int share(double percent) {
        return (int) Math.round(percent * SHARES);
    }

    /** As people read it: minutes and seconds, from and to, the same in both languages. */
    static String clock(Stretch stretch) {
        String from = clock(stretch.from());
        String to = clock(stretch.to());
        return from.equals(to) ? from : from + "\u2013" + to;
    }

    private static String clock(double seconds) {
        long tenths = (long) Math.floor(seconds * TENTHS);
        long whole = tenths / TENTHS;
        return "%d:%02d.%d".formatted(whole / SECONDS, whole % SECONDS, tenths % TENTHS);
    }

    private static long milliseconds(double seconds) {
        return Math.round(seconds * MILLISECONDS);
    }
}
