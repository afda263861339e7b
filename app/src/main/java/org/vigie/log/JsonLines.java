package org.vigie.log;

import java.util.List;

/** The log for collectors: one JSON object a line. */
public final class JsonLines extends LineEncoder {
    @Override
    String text(Line line) {
        var text = new StringBuilder("{");
        field(text, "time", line.time().toString()).append(',');
        field(text, "level", line.level()).append(',');
        field(text, "logger", line.logger()).append(',');
        field(text, "thread", line.thread()).append(',');
        field(text, "message", line.message());
        if (!line.failures().isEmpty()) {
            text.append(",\"failures\":[");
            for (int i = 0; i < line.failures().size(); i++) {
                failure(text.append(i == 0 ? "" : ","), line.failures().get(i));
            }
            text.append(']');
        }
        return text.append("}\n").toString();
    }

    private static void failure(StringBuilder text, Failures.Failure failure) {
        text.append('{');
        field(text, "relation", failure.relation()).append(',');
        field(text, "kind", failure.kind()).append(",\"frames\":[");
        List<String> frames = failure.frames();
        for (int i = 0; i < frames.size(); i++) {
            quoted(text.append(i == 0 ? "" : ","), frames.get(i));
        }
        text.append("],\"left\":").append(failure.left()).append('}');
    }

    private static StringBuilder field(StringBuilder text, String name, String value) {
        return quoted(quoted(text, name).append(':'), value);
    }

    private static StringBuilder quoted(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"');
    }
}
