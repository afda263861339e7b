package org.vigie.media.decode;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.PdqSpectrum;

/**
 * An AVIF or HEIC file in memory: a container of the MP4 family with one picture, or with one cut into tiles, as telephones
 * write it. FFmpeg shows the items of the file as streams, and the tiles as a group of them.
 *
 * <p>The primary item is decoded; thumbnails, transparency and sequences are not looked at.
 */
final class HeifFile implements AutoCloseable {
    private static final String DEMUXER = "mov";
    private static final String NO_PROTOCOL = "none";

    /** More tiles than this are a trick: telephones write about a hundred. */
    private static final int TILES_MAX = 4_096;

    private final AVFormatContext file;
    private final AVIOContext io;

    private HeifFile(AVFormatContext file, AVIOContext io) {
        this.file = file;
        this.io = io;
    }

    /** Bytes as FFmpeg reads them. One for a process, for JavaCPP has places for few callbacks. */
    static final class Input {
        private static final int BUFFER = 1 << 16;
        private static final int SEEK_SET = 0;
        private static final int SEEK_CUR = 1;
        private static final int SEEK_END = 2;

        private final Reading reading = new Reading();
        private final Seeking seeking = new Seeking();
        private byte[] bytes = {};
        private long position;

        /** Opens a file, which must be closed before the next. */
        HeifFile open(byte[] bytes) throws PictureFault {
            this.bytes = bytes;
            this.position = 0;
            BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
            AVIOContext io = avformat.avio_alloc_context(buffer, BUFFER, 0, null, reading, null, seeking);
            AVFormatContext file = avformat.avformat_alloc_context();
            file.pb(io);
            file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
            AVDictionary options = new AVDictionary(null);
            avutil.av_dict_set(options, "protocol_whitelist", NO_PROTOCOL, 0);
            AVInputFormat demuxer = avformat.av_find_input_format(DEMUXER);
            int answer = avformat.avformat_open_input(file, (String) null, demuxer, options);
            avutil.av_dict_free(options);
            if (answer < 0) {
                free(io); // the file is freed where it cannot be opened
                throw new PictureFault(answer == avutil.AVERROR_EOF() ? Fault.TRUNCATED : FfmpegDecoder.fault(answer));
            }
            return new HeifFile(file, io);
        }

        private int read(BytePointer into, int size) {
            int length = (int) Math.min(size, bytes.length - position);
            if (length <= 0) {
                return avutil.AVERROR_EOF();
            }
            into.put(bytes, (int) position, length);
            position += length;
            return length;
        }

        private long seek(long offset, int whence) {
            if ((whence & avformat.AVSEEK_SIZE) != 0) {
                return bytes.length;
            }
            long target = switch (whence & ~avformat.AVSEEK_FORCE) {
                case SEEK_SET -> offset;
                case SEEK_CUR -> position + offset;
                case SEEK_END -> bytes.length + offset;
                default -> -1;
            };
            if (target < 0 || target > bytes.length) {
                return avutil.AVERROR_INVALIDDATA();
            }
            position = target;
            return target;
        }

        /** Called by FFmpeg. An exception would pass through its frames, which know none: nothing here throws. */
        private final class Reading extends Read_packet_Pointer_BytePointer_int {
            @Override
            public int call(Pointer opaque, BytePointer into, int size) {
                return read(into, size);
            }
        }

        private final class Seeking extends Seek_Pointer_long_int {
            @Override
            public long call(Pointer opaque, long offset, int whence) {
                return seek(offset, whence);
            }
        }
    }

    /** Decodes and hashes the primary item. */
    Wire.PictureHash hash(DecodeMode mode, long pixelsMax) throws PictureFault {
        for (int i = 0; i < file.nb_stream_groups(); i++) {
            AVStreamGroup group = file.stream_groups(i);
            boolean isGrid = group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID;
            if (isGrid && (group.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0) {
                return grid(group, mode, pixelsMax);
            }
        }
        AVStream stream = primary();
        AVCodecParameters parameters = stream.codecpar();
        Decoder.checkSides(parameters.width(), parameters.height(), pixelsMax);
        int orientation = orientation(parameters.coded_side_data(), parameters.nb_coded_side_data());
        AVPacket packet = avcodec.av_packet_alloc();
        try (FfmpegDecoder.Codec codec = codec(stream, pixelsMax)) {
            next(packet, stream);
            AVFrame frame = codec.decode(packet);
            Decoder.checkSides(frame.width(), frame.height(), pixelsMax);
            PdqSpectrum spectrum = mode.spectrum(FfmpegDecoder.luma(frame));
            return FfmpegDecoder.hash(frame.width(), frame.height(), orientation, spectrum, mode);
        } finally {
            avcodec.av_packet_free(packet);
        }
    }

    /** The stream of the primary item, else the first with a picture. */
    private AVStream primary() throws PictureFault {
        @Nullable AVStream first = null;
        for (int i = 0; i < file.nb_streams(); i++) {
            AVStream stream = file.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                if ((stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0) {
                    return stream;
                }
                first = first == null ? stream : first;
            }
        }
        if (first == null) {
            throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        }
        return first;
    }

    private static FfmpegDecoder.Codec codec(AVStream stream, long pixelsMax) throws PictureFault {
        String name = switch (stream.codecpar().codec_id()) {
            case avcodec.AV_CODEC_ID_HEVC -> "hevc";
            case avcodec.AV_CODEC_ID_AV1 -> "libaom-av1";
            case avcodec.AV_CODEC_ID_H264 -> "h264";
            case avcodec.AV_CODEC_ID_MJPEG -> "mjpeg";
            default -> throw new PictureFault(Fault.UNSUPPORTED_FORMAT);
        };
        return FfmpegDecoder.Codec.open(name, stream.codecpar(), pixelsMax);
    }

    /** Reads on to the next packet of a stream. */
    private void next(AVPacket packet, AVStream stream) throws PictureFault {
        int answer = avformat.av_read_frame(file, packet);
        while (answer >= 0 && packet.stream_index() != stream.index()) {
            avcodec.av_packet_unref(packet);
            answer = avformat.av_read_frame(file, packet);
        }
        if (answer < 0) {
            throw new PictureFault(answer == avutil.AVERROR_EOF() ? Fault.TRUNCATED : FfmpegDecoder.fault(answer));
        }
        if ((packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
            throw new PictureFault(Fault.TRUNCATED);
        }
    }

    private Wire.PictureHash grid(AVStreamGroup group, DecodeMode mode, long pixelsMax) throws PictureFault {
        AVStreamGroupTileGrid grid = group.params_tile_grid();
        Decoder.checkSides(grid.coded_width(), grid.coded_height(), pixelsMax);
        Decoder.checkSides(grid.width(), grid.height(), pixelsMax);
        if (grid.nb_tiles() < 1 || grid.nb_tiles() > TILES_MAX) {
            throw new PictureFault(Fault.CORRUPT);
        }
        Canvas canvas = new Canvas(grid);
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            int left = grid.nb_tiles();
            while (left > 0) {
                int answer = avformat.av_read_frame(file, packet);
                if (answer < 0) {
                    throw new PictureFault(Fault.TRUNCATED);
                }
                left -= canvas.draw(group, packet, pixelsMax);
                avcodec.av_packet_unref(packet);
            }
        } finally {
            avcodec.av_packet_free(packet);
        }
        int orientation = orientation(grid.coded_side_data(), grid.nb_coded_side_data());
        PdqSpectrum spectrum = mode.spectrum(Luma.ofGrey(canvas.width, canvas.height, canvas.luma));
        return FfmpegDecoder.hash(canvas.width, canvas.height, orientation, spectrum, mode);
    }

    /** The picture that tiles are put together to, as whole numbers of brightness. */
    private static final class Canvas {
        private final AVStreamGroupTileGrid grid;
        private final int width;
        private final int height;
        private final byte[] luma;

        Canvas(AVStreamGroupTileGrid grid) {
            this.grid = grid;
            this.width = grid.width();
            this.height = grid.height();
            this.luma = new byte[width * height];
        }

        /** Decodes the tile in the packet, and draws it where it belongs; one item may serve as several tiles. */
        int draw(AVStreamGroup group, AVPacket packet, long pixelsMax) throws PictureFault {
            int drawn = 0;
            for (int tile = 0; tile < grid.nb_tiles(); tile++) {
                AVStream stream = group.streams(grid.offsets_idx(tile));
                if (stream.index() == packet.stream_index()) {
                    try (FfmpegDecoder.Codec codec = codec(stream, pixelsMax)) {
                        AVFrame frame = codec.decode(packet);
                        draw(
                                frame,
                                grid.offsets_horizontal(tile) - grid.horizontal_offset(),
                                grid.offsets_vertical(tile) - grid.vertical_offset());
                        drawn++;
                    }
                }
            }
            return drawn;
        }

        private void draw(AVFrame frame, int left, int top) throws PictureFault {
            Luma tile = FfmpegDecoder.luma(frame);
            float[] row = new float[tile.width()];
            for (int y = Math.max(0, -top); y < tile.height() && top + y < height; y++) {
                tile.row(y, row);
                for (int x = Math.max(0, -left); x < row.length && left + x < width; x++) {
                    luma[(top + y) * width + left + x] = (byte) Math.round(row[x]);
                }
            }
        }
    }

    /** The turn that the container asks for, in the numbers of EXIF. */
    private static int orientation(@Nullable AVPacketSideData sideData, int count) {
        if (sideData == null || count < 1) {
            return ExifOrientation.AS_STORED;
        }
        AVPacketSideData matrix = avcodec.av_packet_side_data_get(sideData, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return ExifOrientation.AS_STORED;
        }
        double degrees = avutil.av_display_rotation_get(new IntPointer(matrix.data()));
        return switch ((int) Math.round(degrees / 90)) {
            case 1 -> 8;
            case -1 -> 6;
            case 2, -2 -> 3;
            default -> ExifOrientation.AS_STORED;
        };
    }

    @Override
    public void close() {
        avformat.avformat_close_input(file);
        free(io);
    }

    /** With its buffer, which may be another one than it was given. */
    private static void free(AVIOContext io) {
        avutil.av_free(io.buffer());
        avformat.avio_context_free(io);
    }
}
