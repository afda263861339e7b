package org.vigie.media.decode;

import java.util.List;
import org.vigie.media.sandbox.Rlimits;

/**
 * What the decoding process is told when it starts.
 *
 * @param bytesMax a larger picture is not read
 * @param pixelsMax a picture with more, by its header, is not decoded
 * @param preferred the decoder for JPEG; the other one serves when it is missing
 * @param parentPid process number of the parent, which the child tries to signal to show that it cannot
 * @param rlimits what the process forbids itself
 */
public record ChildOptions(int bytesMax, long pixelsMax, DecoderName preferred, long parentPid, Rlimits rlimits) {

    /** The command line form. */
    public List<String> arguments() {
        return List.of(
                Integer.toString(bytesMax),
                Long.toString(pixelsMax),
                preferred.name(),
                Long.toString(parentPid),
                Long.toString(rlimits.dataBytes()),
                Long.toString(rlimits.cpuSeconds()),
                Long.toString(rlimits.processes()));
    }

    /** Reads {@link #arguments()} back. */
    public static ChildOptions parse(String[] arguments) {
        return new ChildOptions(
                Integer.parseInt(arguments[0]),
                Long.parseLong(arguments[1]),
                DecoderName.valueOf(arguments[2]),
                Long.parseLong(arguments[3]),
                new Rlimits(Long.parseLong(arguments[4]), Long.parseLong(arguments[5]), Long.parseLong(arguments[6])));
    }
}
