package org.vigie.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command answered. */
record Answer(int exitCode, String out, String complaint) {
    static Answer to(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Commands.line(List.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Answer(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** Where the answer is one object. */
    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
