package org.vigie.web;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Fills in everything that a handler asks for: the parameters come from the handler itself, as Spring knows them. */
record FormFiller(Routes.Route route, String text) {
    /** What goes into each parameter that is no file. */
    Map<String, String> parameters() {
        var filled = new LinkedHashMap<String, String>();
        for (var parameter : route.handler().getMethodParameters()) {
            var asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null && parameter.getParameterType() != MultipartFile.class) {
                filled.put(name(parameter, asked.value()), value(parameter.getParameterType()));
            }
        }
        return filled;
    }

    /** Files, with a hostile name and content. */
    Map<String, MockMultipartFile> files() {
        var filled = new LinkedHashMap<String, MockMultipartFile>();
        for (var parameter : route.handler().getMethodParameters()) {
            var asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null && parameter.getParameterType() == MultipartFile.class) {
                var name = name(parameter, asked.value());
                var quoted = '"' + text.replace("\"", "\"\"") + '"';
                var csv = "provider,host,email,language,algorithm,hash,class,source,note\n"
                        + "%1$s,%1$s,abuse@pictures.example,en,sha256,%2$s,%1$s,%1$s,%1$s\n"
                                .formatted(quoted, "ab".repeat(32));
                filled.put(name, new MockMultipartFile(name, text, "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return filled;
    }

    /** How many of the route's inputs are text, and so took the hostile one. */
    int textFields() {
        long inPath = java.util.Arrays.stream(route.handler().getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(PathVariable.class))
                .filter(parameter -> parameter.getParameterType() == String.class)
                .count();
        return (int)
                (inPath + parameters().values().stream().filter(text::equals).count() + files().size());
    }

    private String value(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0].toString();
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "1" : text;
    }

    private static String name(MethodParameter parameter, String given) {
        if (!given.isEmpty()) {
            return given;
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        var name = parameter.getParameterName();
        return name == null ? "unnamed" : name;
    }

    /** Whether the handler takes a thing of that kind. */
    boolean has(Class<? extends Annotation> kind) {
        return java.util.Arrays.stream(route.handler().getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(kind));
    }
}
