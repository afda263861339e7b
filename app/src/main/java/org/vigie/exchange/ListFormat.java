package org.vigie.exchange;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListKind;

/** The forms in which list files come. */
public enum ListFormat {
    /** Our own: {@link ListFile}. */
    CSV,
    /** Project VIC's, 1.2 to 2.0: {@link VicsReader}. */
    VICS,
    /** INTERPOL's: {@link IcseReader}. */
    ICSE,
    /** A set of files that everybody has: {@link HashSetReader}. */
    NSRL,
    /** The frames of known videos, as vPDQ's programs write them: {@link FrameListReader}. */
    VPDQ;

    /**
     * What a reader must be told that the file does not say.
     *
     * @param source who the file comes from, in the words of the operator
     * @param categorySet the set of a VICS file's categories; null takes the one that it names
     * @param sets what category numbers mean
     * @param kind of the list that it is for
     * @param video what holds for the known videos of a file with frames
     */
    public record Terms(
            String source,
            @Nullable String categorySet,
            CategorySets sets,
            ListKind kind,
            FrameListReader.Terms video) {}

    /** Reads the stream, which the caller opens and closes, as this form. */
    public EntrySource read(InputStream in, Terms terms) {
        return switch (this) {
            case CSV -> reader -> ListFile.read(in, reader);
            case VICS ->
                reader -> VicsReader.read(
                        in, new VicsOptions(terms.sets, terms.categorySet, terms.source, terms.kind), reader);
            case ICSE -> reader -> IcseReader.read(in, terms.source, reader);
            case NSRL -> reader -> HashSetReader.read(in, terms.source, reader);
            case VPDQ -> reader -> FrameListReader.read(in, terms.video, reader);
        };
    }
}
