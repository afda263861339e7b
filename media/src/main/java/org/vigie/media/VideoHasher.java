package org.vigie.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.decode.PictureType;
import org.vigie.media.decode.VideoMain;
import org.vigie.media.decode.VideoType;
import org.vigie.media.decode.VideoWire;
import org.vigie.media.decode.Wire;
import org.vigie.media.sandbox.Confinement;
import org.vigie.media.sandbox.EscapeAttempt;
import org.vigie.media.sandbox.Unconfined;

/**
 * Hashes the frames of videos that may be hostile, as vPDQ does, by FFmpeg in confined processes. Each video gets a process of
 * its own, which is thrown away after. Safe for any number of threads; more than there are workers wait.
 *
 * <p>Opening unpacks FFmpeg's libraries and starts a process as a live probe of the best confinement there is; it serves the
 * first video. Where none is good enough, or FFmpeg does not run, nothing is decoded.
 */
public final class VideoHasher implements AutoCloseable {
    private final VideoLimits limits;
    private final SandboxReport sandbox;
    private final @Nullable WorkerPool pool;

    private VideoHasher(VideoLimits limits, SandboxReport sandbox, @Nullable WorkerPool pool) {
        this.limits = limits;
        this.sandbox = sandbox;
        this.pool = pool;
    }

    /**
     * How a hasher is set up.
     *
     * @param scratch a folder of its own, for the libraries of the decoding process; never for anything of a video
     * @param workers how many videos are decoded at a time
     * @param allowUnsandboxed decode even where no confinement works: only for videos the caller made itself
     */
    public record Settings(Path scratch, VideoLimits limits, int workers, boolean allowUnsandboxed) {
        public Settings {
            if (workers < 1) {
                throw new IllegalArgumentException("at least one worker");
            }
        }

        /** The default limits, as many workers as processors, confinement required. */
        public static Settings in(Path scratch) {
            return new Settings(
                    scratch, VideoLimits.DEFAULT, Runtime.getRuntime().availableProcessors(), false);
        }
    }

    /** Opens a hasher in the best confinement that works here. */
    public static VideoHasher open(Settings settings) {
        return open(settings, Confinement.bestFirst());
    }

    static VideoHasher open(Settings settings, List<Confinement> bestFirst) {
        List<Confinement> ways = new ArrayList<>(bestFirst);
        if (settings.allowUnsandboxed()) {
            ways.add(new Unconfined());
        }
        Optional<Path> natives = ways.isEmpty() ? Optional.empty() : FfmpegNatives.unpack(settings.scratch());
        List<String> reasons = new ArrayList<>();
        if (natives.isEmpty()) {
            ways.clear();
            reasons.add("there are no libraries of FFmpeg for this machine");
        }
        List<Path> classpath = new ArrayList<>(ChildClasspath.ofVideo(settings.scratch()));
        natives.ifPresent(classpath::add);
        for (Confinement way : ways) {
            if (way.missing().isPresent()) {
                reasons.add(way.description() + ": " + way.missing().get());
                continue;
            }
            MediaLimits ofProcess = settings.limits().ofProcess();
            WorkerStarter starter = new WorkerStarter(classpath, ofProcess, DecoderName.TURBOJPEG, VideoMain.class);
            WorkerPool pool =
                    new WorkerPool(starter, way, ofProcess, settings.workers(), new WorkerUsers(WorkerUsers.Of.VIDEOS));
            try {
                Wire.Hello hello = pool.probe().hello();
                SandboxReport report = new SandboxReport(
                        SandboxLevel.of(way),
                        way.description(),
                        EscapeAttempt.of(hello.refused()),
                        hello.filtered(),
                        reasons);
                return new VideoHasher(settings.limits(), report, pool);
            } catch (WorkerFault fault) {
                pool.close();
                reasons.add(way.description() + ": " + fault.getMessage());
            }
        }
        SandboxReport none = new SandboxReport(SandboxLevel.NONE, "no video is decoded", Set.of(), false, reasons);
        return new VideoHasher(settings.limits(), none, null);
    }

    /** What the probe found when this was opened. Every process since has shown the same before it was used. */
    public SandboxReport sandbox() {
        return sandbox;
    }

    /**
     * Has a process ready for the next video, for callers that know that there will be one and have a moment. It ends when it
     * is not used for long.
     *
     * @return whether there is one; if not, {@link #hash} tries again and says why
     */
    public boolean prepare() {
        if (pool == null) {
            return false;
        }
        try {
            pool.prepare();
            return true;
        } catch (WorkerFault fault) {
            return false;
        }
    }

    /**
     * Hashes frames of a video. What cannot be decoded says why.
     *
     * @throws IOException where the source cannot be read
     */
    public VideoHashing hash(VideoSource video, FramePick pick) throws IOException {
        byte[] head = new byte[VideoType.SNIFFED_MAX];
        int length = video.bytes() == 0 ? 0 : video.read(0, head, head.length);
        Optional<VideoType> type = VideoType.of(Arrays.copyOf(head, length));
        if (type.isEmpty()) {
            String mime = PictureType.of(Arrays.copyOf(head, length)).mime();
            return new UndecodableVideo(mime, UndecodableReason.NOT_A_VIDEO);
        }
        String mime = type.get().mime();
        if (video.bytes() > limits.bytesMax()) {
            return new UndecodableVideo(mime, UndecodableReason.TOO_MANY_BYTES);
        }
        if (pool == null) {
            return new UndecodableVideo(mime, UndecodableReason.SANDBOX_UNAVAILABLE);
        }
        VideoWire.Request request = new VideoWire.Request(
                ThreadLocalRandom.current().nextLong(),
                type.get(),
                video.bytes(),
                pick,
                limits.framesMax(),
                limits.pixelsMax(),
                (int) limits.duration().toSeconds(),
                (int) limits.softTime().toMillis());
        try {
            return pool.once((in, out) -> converse(video, request, in, out));
        } catch (WorkerFault fault) {
            return new UndecodableVideo(mime, fault.reason());
        } catch (UncheckedIOException ofSource) {
            throw ofSource.getCause();
        }
    }

    /** Answers what the process asks for, and collects what it finds. */
    private static VideoHashing converse(
            VideoSource video, VideoWire.Request request, DataInputStream in, DataOutputStream out) throws IOException {
        String mime = request.type().mime();
        byte[] piece = new byte[VideoWire.PIECE_MAX];
        List<VideoFrame> frames = new ArrayList<>();
        VideoWire.write(out, request);
        while (true) {
            switch (VideoWire.readMessage(in, request)) {
                case VideoWire.Read read -> VideoWire.writePiece(out, piece, read(video, read, piece));
                case VideoWire.Frame(VideoFrame frame) -> {
                    if (frames.size() == request.framesMax()) {
                        throw new IOException("more frames than were asked for");
                    }
                    frames.add(frame);
                }
                case VideoWire.Done done -> {
                    return new HashedVideo(
                            mime,
                            done.width(),
                            done.height(),
                            done.decoded(),
                            done.damaged(),
                            frames,
                            UndecodableReason.of(done.cut()).orElse(null));
                }
                case VideoWire.Failed failed -> {
                    return new UndecodableVideo(mime, UndecodableReason.of(failed.fault()));
                }
            }
        }
    }

    private static int read(VideoSource video, VideoWire.Read wanted, byte[] piece) {
        if (wanted.offset() >= video.bytes()) {
            return 0;
        }
        try {
            return video.read(wanted.offset(), piece, wanted.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The workers, for tests. */
    @Nullable
    WorkerPool pool() {
        return pool;
    }

    /** Ends all decoding processes. */
    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
