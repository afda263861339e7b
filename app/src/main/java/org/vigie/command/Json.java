package org.vigie.command;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as commands print it: one object a line. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** The fields in the order of the map. */
    public static String line(Map<String, ?> fields) {
        return MAPPER.writeValueAsString(fields);
    }
}
