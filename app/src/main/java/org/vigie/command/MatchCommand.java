package org.vigie.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.FramePick;
import org.vigie.crawl.CrawlLimits;
import org.vigie.match.ListFileMatcher;
import org.vigie.match.Match;
import org.vigie.media.decode.DecodeMode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie match}: whether files are on a hash list, without a database. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Says which pictures match a hash list, exactly or nearly. Exits 0 whether or not any does.",
            "With --video, which videos do: by their bytes, and by their frames, with the times at which these are shown."
        })
final class MatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--list",
            required = true,
            paramLabel = "LIST",
            description = "The list: CSV with the header algorithm,hash,class,source,note; of format vpdq, a file or a"
                    + " directory of files with the frames of known videos.")
    private Path list;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "CSV", description = "Of the list: csv or vpdq.")
    private KnownList.Format format;

    @Option(
            names = "--radius",
            paramLabel = "BITS",
            defaultValue = "31",
            description = "How many of the 256 bits of a near match may differ, 0 to 31. Default: ${DEFAULT-VALUE}.")
    private int radius;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--video",
            description = {
                "The files are videos. Two frames for each second are compared, as of videos on the pages that are"
                        + " crawled, unless --rate or --key-frames says otherwise.",
                "Frames of quality 50 or more count. A clip is 3 frames or more that match within a second or more: what"
                        + " falls short of one may be chance."
            })
    private boolean video;

    @ArgGroup
    private @Nullable FrameOptions which;

    @Mixin
    private FileOptions files;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    MatchCommand() {}

    @Override
    public Integer call() throws IOException {
        if (radius < 0 || radius > Pdq.RADIUS) {
            throw new Failure(ExitCode.USAGE, "--radius is 0 to %d bits.".formatted(Pdq.RADIUS));
        }
        if (format == KnownList.Format.VPDQ && !video) {
            throw new Failure(ExitCode.USAGE, "A list of format vpdq needs --video.");
        }
        if (which != null && !video) {
            throw new Failure(ExitCode.USAGE, "--rate and --key-frames need --video.");
        }
        FramePick pick = FrameOptions.pick(which, CrawlLimits.FRAMES);
        KnownList known = KnownList.load(list, format, spec);
        ListFileMatcher matcher = known.matcher();
        OutputTerms terms = terms(pick);
        boolean isJson = json || files.isToFile();
        if (video) {
            return new VideoMatchLines(spec, known, radius, isJson, pick).print(files, terms);
        }
        try (var hashing = FileHasher.open(DecodeMode.FULL_RESOLUTION, files.threads())) {
            return files.each("matching", spec, terms, file -> {
                FileHasher.Result result = hashing.hash(file);
                List<Match> matches = result.hashes() == null ? List.of() : matcher.match(result.hashes(), radius);
                String line = isJson ? Json.line(fields(result, matches)) : text(result, matches);
                return new FileOptions.Lines(List.of(line), result.hashes() != null);
            });
        }
    }

    private OutputTerms terms(FramePick pick) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("command", video ? "match --video" : "match");
        if (files.isToFile()) {
            named.put("list", KnownList.fingerprint(list, format).hex());
        }
        named.put("radius", Integer.toString(radius));
        if (video) {
            named.put("frames", pick.toString());
        }
        return OutputTerms.readable(named);
    }

    private static Map<String, Object> fields(FileHasher.Result result, List<Match> matches) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", result.file().toString());
        if (result.hashes() != null) {
            fields.put("sha256", result.hashes().sha256().hex());
        }
        List<Map<String, Object>> found = new ArrayList<>();
        for (Match match : matches) {
            found.add(fields(match));
        }
        fields.put("matches", found);
        if (result.error() != null) {
            fields.put("error", result.error());
        }
        return fields;
    }

    /** Names and order are a contract. */
    static Map<String, Object> fields(Match match) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entry", match.entryHash().toString());
        fields.put("line", match.entry());
        fields.put("kind", match.kind().name().toLowerCase(Locale.ROOT));
        fields.put("distance", match.distance());
        fields.put("class", match.materialClass().name());
        return fields;
    }

    private static String text(FileHasher.Result result, List<Match> matches) {
        if (matches.isEmpty()) {
            return "%s  %s".formatted(result.file(), result.error() == null ? "no match" : result.error());
        }
        Match best = matches.getFirst();
        return "%s  %s, distance %d, line %d: %s"
                .formatted(
                        result.file(),
                        best.kind().name().toLowerCase(Locale.ROOT),
                        best.distance(),
                        best.entry(),
                        best.entryHash());
    }
}
