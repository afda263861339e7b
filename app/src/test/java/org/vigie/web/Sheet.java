package org.vigie.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The forms of one organisation, in the order in which they can be sent. */
final class Sheet {
    private final Map<String, Form> forms = new LinkedHashMap<>();

    /**
     * A form, filled in.
     *
     * @param path with the rows that it names
     * @param file what the file is that it sends; null where it sends none
     */
    record Form(
            String path,
            Map<String, String> fields,
            @Nullable String file) {
        /** All that it names. */
        String said() {
            return path + " " + fields;
        }
    }

    /**
     * One more, that is posted.
     *
     * @param named the rows that the path's variables name
     * @param fields pairs of a field and what is typed there
     */
    void add(String path, List<String> named, String... fields) {
        addWithFile(path, named, null, fields);
    }

    /** @param file of CSV; null for none */
    void addWithFile(String path, List<String> named, @Nullable String file, String... fields) {
        String filled = path;
        for (String id : named) {
            filled = filled.replaceFirst("\\{[^}]+}", Matcher.quoteReplacement(id));
        }
        var typed = new LinkedHashMap<String, String>();
        for (int at = 0; at < fields.length; at += 2) {
            typed.put(fields[at], fields[at + 1]);
        }
        forms.put("POST " + path, new Form(filled, typed, file));
    }

    /** By their endpoints. */
    Map<String, Form> forms() {
        return forms;
    }
}
