package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.Clip;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoOverlap;
import org.vigie.match.ListFileMatcher;
import org.vigie.match.Match;
import org.vigie.media.Digests;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Matches videos that were named on the command line, by their bytes and by their frames: as JSON a line for each file, otherwise
 * one for each entry that it matches.
 */
final class VideoMatchLines {
    private static final double TENTHS = 10;

    private final CommandSpec spec;
    private final KnownList known;
    private final ListFileMatcher matcher;
    private final int radius;
    private final boolean json;
    private final FramePick pick;

    VideoMatchLines(CommandSpec spec, KnownList known, int radius, boolean json, FramePick pick) {
        this.spec = spec;
        this.known = known;
        this.matcher = known.matcher();
        this.radius = radius;
        this.json = json;
        this.pick = pick;
    }

    /** Prints all of them and gives the exit code. */
    int print(FileOptions files, OutputTerms terms) throws IOException {
        try (var hashing = VideoFileHasher.open(files.threads())) {
            return files.each("matching", spec, terms, file -> lines(file, digests(file), hashing.hash(file, pick)));
        }
    }

    private static @Nullable MediaHashes digests(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Digests.of(in);
        } catch (IOException e) {
            return null; // the hasher of frames says why
        }
    }

    private FileOptions.Lines lines(Path file, @Nullable MediaHashes exact, VideoFileHasher.Result result) {
        ListFileMatcher.InVideo found =
                exact == null ? ListFileMatcher.InVideo.NOTHING : matcher.match(exact, result.frames(), radius);
        List<String> lines =
                json ? List.of(Json.line(fields(file, exact, result, found))) : text(file, found, result.error());
        return new FileOptions.Lines(lines, exact != null);
    }

    /** Names and order are a contract. */
    private Map<String, Object> fields(
            Path file, @Nullable MediaHashes exact, VideoFileHasher.Result result, ListFileMatcher.InVideo found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        if (exact != null) {
            fields.put("sha256", exact.sha256().hex());
        }
        fields.put("frames", result.frames().size());
        List<Map<String, Object>> matches = new ArrayList<>();
        for (Match match : found.matches()) {
            Map<String, Object> one = MatchCommand.fields(match);
            one.put("stretches", stretches(match.stretches()));
            match.overlap().ifPresent(overlap -> one.put("known_video", overlap(match, overlap)));
            matches.add(one);
        }
        fields.put("matches", matches);
        fields.put("clips", stretches(found.clips()));
        if (result.error() != null) {
            fields.put("error", result.error());
        }
        return fields;
    }

    private Map<String, Object> overlap(Match match, VideoOverlap overlap) {
        Map<String, Object> told = new LinkedHashMap<>();
        known.folder()
                .flatMap(files -> files.place(match.entry()))
                .ifPresent(place -> told.put("list_file", place.file().toString()));
        told.put("seen_percent", percent(overlap.queryPercent()));
        told.put("known_percent", percent(overlap.targetPercent()));
        List<Map<String, Object>> clips = new ArrayList<>();
        for (Clip clip : overlap.clips()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("from", VideoFileHasher.told(clip.queryFrom()));
            one.put("to", VideoFileHasher.told(clip.queryTo()));
            one.put("known_from", VideoFileHasher.told(clip.targetFrom()));
            one.put("known_to", VideoFileHasher.told(clip.targetTo()));
            one.put("frames", clip.frames());
            clips.add(one);
        }
        told.put("clips", clips);
        return told;
    }

    private static double percent(double exact) {
        return Math.round(exact * TENTHS) / TENTHS;
    }

    private static List<Map<String, Object>> stretches(List<Stretch> stretches) {
        List<Map<String, Object>> told = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("from", VideoFileHasher.told(stretch.from()));
            one.put("to", VideoFileHasher.told(stretch.to()));
            one.put("frames", stretch.frames());
            told.add(one);
        }
        return told;
    }

    private List<String> text(Path file, ListFileMatcher.InVideo found, @Nullable String error) {
        List<String> lines = new ArrayList<>();
        for (Match match : found.matches()) {
            lines.add("%s  %s, distance %d, %s: %s%s"
                    .formatted(
                            file,
                            match.kind().name().toLowerCase(Locale.ROOT),
                            match.distance(),
                            known.place(match.entry()),
                            match.entryHash(),
                            where(match)));
        }
        if (!found.clips().isEmpty()) {
            lines.add("%s  clips of the list: %s".formatted(file, text(found.clips())));
        }
        if (lines.isEmpty() || error != null) {
            lines.add("%s  %s".formatted(file, error == null ? "no match" : error));
        }
        return lines;
    }

    private static String where(Match match) {
        if (match.overlap().isPresent()) {
            VideoOverlap overlap = match.overlap().get();
            return overlap.clips().stream()
                            .map(clip -> "%s is %s of the known video"
                                    .formatted(
                                            span(clip.queryFrom(), clip.queryTo()),
                                            span(clip.targetFrom(), clip.targetTo())))
                            .collect(Collectors.joining(", ", ", ", ""))
                    + ", %s %% of its frames".formatted(percent(overlap.targetPercent()));
        }
        return match.stretches().isEmpty() ? "" : ", at " + text(match.stretches());
    }

    private static String span(double from, double to) {
        return "%s to %s s".formatted(VideoFileHasher.told(from), VideoFileHasher.told(to));
    }

    private static String text(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> span(stretch.from(), stretch.to()))
                .collect(Collectors.joining(", "));
    }
}
