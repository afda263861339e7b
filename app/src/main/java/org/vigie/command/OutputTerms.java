package org.vigie.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What the lines of an output depend on beside the files, so that one that was begun is gone on with on the same terms only.
 *
 * @param named all that changes a line, by names that a person reads
 * @param isGood whether a line says that its file was good, as the exit code counts it
 */
record OutputTerms(Map<String, String> named, Predicate<JsonNode> isGood) {
    OutputTerms {
        named = new LinkedHashMap<>(named);
    }

    /** Of a command by which a file is good where its line names no error. */
    static OutputTerms withoutError(Map<String, String> named) {
        return new OutputTerms(named, line -> !line.has("error"));
    }

    /** Of a command by which a file is good where it could be read. */
    static OutputTerms readable(Map<String, String> named) {
        return new OutputTerms(named, line -> line.has("sha256"));
    }
}
