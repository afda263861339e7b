package org.vigie.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;
import org.vigie.media.decode.DecodeMode;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.decode.PictureType;
import org.vigie.media.decode.Wire;
import org.vigie.media.sandbox.Confinement;
import org.vigie.media.sandbox.EscapeAttempt;
import org.vigie.media.sandbox.Unconfined;

/**
 * Hashes files that may be hostile. The cryptographic hashes are computed here, the pixels are decoded by confined processes
 * that are thrown away at their first fault. Safe for any number of threads; more than there are workers wait.
 *
 * <p>Opening starts one process as a live probe of the best confinement there is, which then serves the first picture. Where
 * none is good enough, {@link #hash} gives the cryptographic hashes and {@link UndecodableReason#SANDBOX_UNAVAILABLE}.
 */
public final class MediaHasher implements AutoCloseable {
    private final MediaLimits limits;
    private final SandboxReport sandbox;
    private final @Nullable WorkerPool pool;
    private final FfmpegNatives.Later natives;
    private final Manner manner;

    /**
     * How this view of the hasher has pictures decoded.
     *
     * @param owner whose pictures its decoding processes see
     */
    private record Manner(WorkerPool.Choice choice, DecodeMode mode, String owner) {
        static final Manner USUAL = new Manner(WorkerPool.Choice.WARM, DecodeMode.FULL_RESOLUTION, "");
    }

    private MediaHasher(
            MediaLimits limits,
            SandboxReport sandbox,
            @Nullable WorkerPool pool,
            FfmpegNatives.Later natives,
            Manner manner) {
        this.limits = limits;
        this.sandbox = sandbox;
        this.pool = pool;
        this.natives = natives;
        this.manner = manner;
    }

    /**
     * How a hasher is set up.
     *
     * @param scratch a folder of its own, for the jars of the decoding process; never for anything of a picture
     * @param workers how many pictures are decoded at a time
     * @param allowUnsandboxed decode even where no confinement works: only for pictures the caller made itself
     */
    public record Settings(Path scratch, MediaLimits limits, int workers, boolean allowUnsandboxed) {
        public Settings {
            if (workers < 1) {
                throw new IllegalArgumentException("at least one worker");
            }
        }

        /** The default limits, as many workers as processors, confinement required. */
        public static Settings in(Path scratch) {
            return new Settings(
                    scratch, MediaLimits.DEFAULT, Runtime.getRuntime().availableProcessors(), false);
        }

        /** The same, decoding even without confinement. */
        public Settings allowingUnsandboxed() {
            return new Settings(scratch, limits, workers, true);
        }
    }

    /** Opens a hasher in the best confinement that works here. */
    public static MediaHasher open(Settings settings) {
        return open(settings, Confinement.bestFirst(), DecoderName.TURBOJPEG);
    }

    static MediaHasher open(Settings settings, List<Confinement> ways, DecoderName preferred) {
        List<Confinement> tried = new ArrayList<>(ways);
        if (settings.allowUnsandboxed()) {
            tried.add(new Unconfined());
        }
        List<Path> classpath = new ArrayList<>(ChildClasspath.in(settings.scratch()));
        if (!tried.isEmpty()) {
            classpath.add(FfmpegNatives.folder(settings.scratch()));
        }
        FfmpegNatives.Later natives = new FfmpegNatives.Later(settings.scratch());
        List<String> reasons = new ArrayList<>();
        for (Confinement way : tried) {
            if (way.missing().isPresent()) {
                reasons.add(way.description() + ": " + way.missing().get());
                continue;
            }
            WorkerStarter starter = new WorkerStarter(classpath, settings.limits(), preferred);
            WorkerPool pool = new WorkerPool(
                    starter, way, settings.limits(), settings.workers(), new WorkerUsers(WorkerUsers.Of.PICTURES));
            try {
                SandboxReport report = report(way, pool.probe().hello(), reasons);
                return new MediaHasher(settings.limits(), report, pool, natives, Manner.USUAL);
            } catch (WorkerFault fault) {
                pool.close();
                reasons.add(way.description() + ": " + fault.getMessage());
            }
        }
        SandboxReport none = new SandboxReport(SandboxLevel.NONE, "nothing is decoded", Set.of(), false, reasons);
        return new MediaHasher(settings.limits(), none, null, natives, Manner.USUAL);
    }

    private static SandboxReport report(Confinement way, Wire.Hello hello, List<String> reasons) {
        return new SandboxReport(
                SandboxLevel.of(way), way.description(), EscapeAttempt.of(hello.refused()), hello.filtered(), reasons);
    }

    /** What the probe found when this was opened. Every process since has shown the same before it was used. */
    public SandboxReport sandbox() {
        return sandbox;
    }

    /**
     * A view of this hasher in which each file is decoded by a process that has seen no other and is thrown away after. It
     * shares the workers' number, and need not be closed.
     */
    public MediaHasher fresh() {
        return with(new Manner(WorkerPool.Choice.NEW, manner.mode(), manner.owner()));
    }

    /**
     * A view of this hasher for the pictures of one source, such as one lease of one host: no process that decodes them has
     * seen those of another, or will. It shares the workers' number, and need not be closed.
     */
    public MediaHasher forSource(String source) {
        return with(new Manner(manner.choice(), manner.mode(), source));
    }

    /**
     * A view of this hasher that makes PDQ hashes otherwise than from luma of every pixel. It shares the workers, and need not
     * be closed.
     */
    public MediaHasher in(DecodeMode mode) {
        return with(new Manner(manner.choice(), mode, manner.owner()));
    }

    private MediaHasher with(Manner other) {
        return new MediaHasher(limits, sandbox, pool, natives, other);
    }

    /**
     * Hashes a file. Never fails: what cannot be decoded says why.
     *
     * @param bytes the whole file, or as much more than {@link MediaLimits#bytesMax} as the caller cares to keep
     */
    public Hashing hash(byte[] bytes) {
        return hash(bytes, new Digests.Later(bytes));
    }

    /**
     * The same for a caller that has computed the cryptographic hashes as the bytes came: they are not computed again.
     *
     * @param exact of these bytes
     */
    public Hashing hash(byte[] bytes, MediaHashes exact) {
        return hash(bytes, new Digests.Later(exact));
    }

    private Hashing hash(byte[] bytes, Digests.Later exact) {
        PictureType type = PictureType.of(bytes);
        if (!type.isPicture()) {
            return undecodable(exact.get(), type, UndecodableReason.NOT_A_PICTURE);
        }
        if (!type.isDecodable()) {
            return undecodable(exact.get(), type, UndecodableReason.UNSUPPORTED_FORMAT);
        }
        if (bytes.length > limits.bytesMax()) {
            return undecodable(exact.get(), type, UndecodableReason.TOO_MANY_BYTES);
        }
        WorkerPool decoding = pool;
        if (decoding == null) {
            return undecodable(exact.get(), type, UndecodableReason.SANDBOX_UNAVAILABLE);
        }
        if (type.needsFfmpeg()) {
            natives.unpacked();
        }
        try {
            Task task = new Task(type, bytes, manner.mode(), manner.owner());
            return switch (decoding.decode(task, manner.choice(), exact::get)) {
                case Wire.PictureHash picture -> hashed(exact.get(), type, picture);
                case Wire.Failed failed -> undecodable(exact.get(), type, UndecodableReason.of(failed.fault()));
            };
        } catch (WorkerFault fault) {
            return undecodable(exact.get(), type, fault.reason());
        }
    }

    private static Hashed hashed(MediaHashes exact, PictureType type, Wire.PictureHash picture) {
        return new Hashed(
                Digests.with(exact, picture.pdq()),
                type.mime(),
                picture.width(),
                picture.height(),
                picture.orientation(),
                picture.frames().stream().map(FrameHash::of).toList(),
                picture.decoder().label(),
                picture.mode().label());
    }

    private static Undecodable undecodable(MediaHashes exact, PictureType type, UndecodableReason reason) {
        return new Undecodable(exact.md5(), exact.sha1(), exact.sha256(), reason, type.mime());
    }

    /** The workers, for tests. */
    @Nullable
    WorkerPool pool() {
        return pool;
    }

    /** Ends all decoding processes. Of a {@link #fresh} view this does nothing. */
    @Override
    public void close() {
        if (pool != null && manner.equals(Manner.USUAL)) {
            pool.close();
        }
    }
}
