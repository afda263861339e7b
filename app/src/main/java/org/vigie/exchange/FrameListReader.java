package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.LineReader;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the frames of known videos, in the forms that vPDQ's programs and {@code vigie hash --video} write.
 *
 * <pre>
 * Text   one video, a line for each frame: {@code number,quality,hash,seconds}, or without the seconds
 * JSON   an object a line with {@code frame}, {@code quality}, {@code pdq}, {@code seconds} and {@code file}: another file is
 *        another video. One with {@code error} says that the video before was not hashed to its end.
 * </pre>
 *
 * A video with one bad line is not taken, whichever frames are good: its owner listed all of them. What is told of it is the
 * first thing that is wrong. File names are not kept. Of a video that is too long nothing is held.
 *
 * <p>References: vPDQ, github.com/facebook/ThreatExchange, vpdq/README.md and cpp/src, which write the text.
 */
public final class FrameListReader {
    /** Frames a second that are usual, where a file has no times. */
    public static final double FRAME_RATE = 30;

    /** Those of a line without a time. */
    private static final int FRAME_FIELDS = 3;

    private final LineReader lines;
    private final Terms terms;
    private final EntryReader reader;
    private final long linesBefore;
    private final List<VideoFrame> frames = new ArrayList<>();
    private long first;
    private boolean isRejected;
    private @Nullable String file;

    /**
     * What a file does not say.
     *
     * @param said an entry of that name, which says class, source, note and provenance of the video; without one it is rejected
     * @param frameRate frames a second, more than 0, where lines have no time
     */
    public record Terms(Function<HashValue, Optional<ListEntry>> said, double frameRate) {
        /** Of videos of which no more is known than their class, empty where there is none, and who they come from. */
        public static Terms of(String classAsGiven, String source, double frameRate) {
            return new Terms(
                    name -> classAsGiven.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new ListEntry(0, name, classAsGiven, source, "")),
                    frameRate);
        }
    }

    private FrameListReader(LineReader lines, Terms terms, EntryReader reader, long linesBefore) {
        this.lines = lines;
        this.terms = terms;
        this.reader = reader;
        this.linesBefore = linesBefore;
    }

    /**
     * Reads all of it. The stream is not closed.
     *
     * @throws IOException only where the stream itself fails
     */
    public static void read(InputStream in, Terms terms, EntryReader reader) throws IOException {
        read(in, terms, reader, 0);
    }

    /**
     * The same of one of several.
     *
     * @param linesBefore lines of those before, with which numbers go on
     * @return the lines of all until now
     */
    static long read(InputStream in, Terms terms, EntryReader reader, long linesBefore) throws IOException {
        return new FrameListReader(new LineReader(in), terms, reader, linesBefore).read();
    }

    private long read() throws IOException {
        long last = linesBefore;
        long bytes = 0;
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            last = linesBefore + line.number();
            bytes += line.text().length() + 1L;
            if (bytes > HashListLimits.VIDEO_FILE_BYTES_MAX) {
                reject(last, Reason.FILE_TOO_LONG);
                break;
            }
            if (!line.isBlank()) {
                take(line, last);
            }
        }
        end();
        return last;
    }

    private void take(LineReader.Line line, long number) {
        if (first == 0) {
            first = number;
        }
        Reason problem = line.problem();
        if (problem != null) {
            reject(number, problem);
        } else if (line.text().stripLeading().startsWith("{")) {
            json(line.text(), number);
        } else {
            text(line.text(), number);
        }
    }

    private void text(String line, long number) {
        String[] fields = line.strip().split(",", -1);
        if (fields.length != FRAME_FIELDS && fields.length != FRAME_FIELDS + 1) {
            reject(number, Reason.FRAME);
            return;
        }
        try {
            int frame = Integer.parseInt(fields[0].strip());
            double seconds = fields.length == FRAME_FIELDS
                    ? frame / terms.frameRate()
                    : Double.parseDouble(fields[FRAME_FIELDS].strip());
            frame(frame, Integer.parseInt(fields[1].strip()), fields[2].strip(), seconds, number);
        } catch (IllegalArgumentException e) {
            reject(number, Reason.FRAME);
        }
    }

    private void json(String line, long number) {
        try {
            JsonNode object = JsonMapper.shared().readTree(line);
            String its = object.path("file").asString("");
            if (file != null && !file.equals(its)) {
                end();
                first = number;
            }
            file = its;
            if (object.has("error")) {
                reject(number, Reason.CUT_SHORT);
                return;
            }
            JsonNode seconds = object.path("seconds");
            int frame = object.required("frame").intValue();
            frame(
                    frame,
                    object.required("quality").intValue(),
                    object.required("pdq").stringValue(),
                    seconds.isMissingNode() ? frame / terms.frameRate() : seconds.doubleValue(),
                    number);
        } catch (JacksonException | IllegalArgumentException e) {
            reject(number, Reason.FRAME);
        }
    }

    private void frame(int number, int quality, String hash, double seconds, long line) {
        var frame = new VideoFrame(number, Pdq.parse(hash), quality, seconds);
        if (seconds > HashListLimits.VIDEO_SECONDS_MAX) {
            reject(line, Reason.FRAME);
        } else if (!frames.isEmpty() && !isBehind(frames.getLast(), frame)) {
            reject(line, Reason.FRAME_ORDER);
        } else if (frames.size() == HashListLimits.VIDEO_FRAMES_MAX) {
            reject(line, Reason.TOO_MANY_FRAMES);
        } else if (!isRejected) {
            frames.add(frame);
        }
    }

    private static boolean isBehind(VideoFrame before, VideoFrame frame) {
        return frame.frame() > before.frame() && frame.seconds() >= before.seconds();
    }

    /** A video has ended. */
    private void end() {
        if (first != 0 && !isRejected) {
            if (comparable() < HashListLimits.VIDEO_FRAMES_MIN) {
                reject(first, Reason.TOO_FEW_FRAMES);
            } else {
                terms.said()
                        .apply(FrameList.name(frames))
                        .ifPresentOrElse(
                                said -> reader.entry(said.withFrames(first, frames)),
                                () -> reject(first, Reason.NO_CLASS));
            }
        }
        frames.clear();
        isRejected = false;
        first = 0;
    }

    private long comparable() {
        return frames.stream()
                .filter(frame -> frame.quality() >= Pdq.QUALITY_MIN)
                .filter(frame -> !EmptyContent.has(frame.pdq().value()))
                .count();
    }

    /** What is wrong first is told, once for each video. */
    private void reject(long line, Reason reason) {
        if (!isRejected) {
            isRejected = true;
            frames.clear();
            reader.rejected(new RejectedLine(line, reason));
        }
    }
}
