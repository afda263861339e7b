package org.vigie.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Makes calls of an endpoint that name real rows of somebody else: each variable of its path is filled from the table that it
 * names, each parameter of its handler by its type.
 */
final class Calls {
    /** Which table a variable of a path names. An endpoint whose variable is not here fails the test that finds it. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("/items/{id}", "item"),
            Map.entry("/items/{id}/matches/{entry}", "hash_entry"),
            Map.entry("/reports/{id}", "report"),
            Map.entry("/notices/{id}", "notice"),
            Map.entry("/lists/{id}", "hash_list"),
            Map.entry("/lists/{id}/entries/{entry}", "hash_entry"),
            Map.entry("/lists/{id}/imports/{run}", "hash_import"),
            Map.entry("/sources/{id}", "exchange_source"),
            Map.entry("/crawl/{id}", "lead"),
            Map.entry("/people/{id}", "person"),
            Map.entry("/people/clients/{id}", "api_client"),
            Map.entry("/providers/{id}", "provider"),
            Map.entry("/providers/contacts/{id}", "provider_contact"),
            Map.entry("/compartments/{id}", "compartment"),
            Map.entry("/compartments/{id}/members/{member}", "compartment_member"),
            Map.entry("/compartments/glass/{request}", "compartment_glass"),
            Map.entry("/compartments/appointments/{appointment}", "compartment_appointment"),
            Map.entry("/audit/{entry}", "audit_entry"),
            Map.entry("/canaries/{id}", "api_canary"),
            Map.entry("/client-holds/{id}", "api_client_hold"),
            Map.entry("/me/sign-in/passkeys/{id}", "passkey"),
            Map.entry("/people/clients/{id}/keys/{key}", "api_client_key"),
            Map.entry("/people/clients/{id}/requests/{request}", "api_client_request"),
            Map.entry("/people/clients/{id}/hosts/{host}", "api_client_host"),
            Map.entry("/people/retention/holds/{id}", "legal_hold"),
            Map.entry("/people/retention/rules/requests/{request}", "retention_request"),
            Map.entry("/sessions/{id}", "person_session"),
            // named by what their list is called: ids are guesses
            Map.entry("/c/bank/{name}", "hash_list"),
            Map.entry("/c/bank/{name}/content/{number}", "hash_entry"),
            Map.entry("/c/exchange/{name}", "hash_list"),
            Map.entry("/c/exchanges/api/{api}", "hash_list"),
            Map.entry("/c/signal_type/{type}", "hash_list"),
            // secrets of which only a keyed code is stored: guessed, never known
            Map.entry("/enrolment/{token}", "person_link"),
            Map.entry("/one-time/{token}", "person_link"));

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    private final Map<String, List<String>> rows;
    private final List<String> texts;
    private final RandomGenerator random;

    /**
     * Calls that name these rows.
     *
     * @param rows ids by table
     * @param texts what is typed where a text is asked for
     */
    Calls(Map<String, List<String>> rows, List<String> texts, RandomGenerator random) {
        this.rows = rows;
        this.texts = texts;
        this.random = random;
    }

    static Set<String> tables() {
        return new TreeSet<>(TABLES.values());
    }

    /** The variables of a path that no table is named for. */
    static List<String> withoutTable(String path) {
        return VARIABLE.matcher(path)
                .results()
                .map(found -> path.substring(0, found.end()))
                .filter(prefix -> !TABLES.containsKey(prefix))
                .toList();
    }

    /** The table that the last variable of a path names; empty where it has none. */
    String table(String path) {
        return VARIABLE.matcher(path)
                .results()
                .map(found -> TABLES.getOrDefault(path.substring(0, found.end()), ""))
                .reduce("", (earlier, later) -> later);
    }

    /**
     * A call.
     *
     * @param said everything that it names, so that an answer may say it too
     */
    record Call(AbstractMockHttpServletRequestBuilder<?> request, String said) {}

    Call of(Routes.Route route, RequestPostProcessor caller) {
        var said = new StringBuilder();
        String path = filled(route.path(), said);
        var values = new HashMap<String, String>();
        boolean hasFile = false;
        for (var parameter : route.handler().getMethod().getParameters()) {
            var asked = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
            if (MultipartFile.class.equals(parameter.getType())) {
                hasFile = true;
            } else if (asked != null && random.nextInt(20) > 0) {
                String name = asked.name().isEmpty() ? parameter.getName() : asked.name();
                values.put(name, value(parameter));
            }
        }
        said.append(values);
        var uri = UriComponentsBuilder.fromPath(path).build().toUri();
        AbstractMockHttpServletRequestBuilder<?> request;
        if (hasFile) {
            var file = new MockMultipartFile("file", "a.csv", "text/csv", text().getBytes(StandardCharsets.UTF_8));
            request = MockMvcRequestBuilders.multipart(uri).file(file);
        } else {
            request = MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), uri);
        }
        values.forEach(request::param);
        if (Gatekeeper.isForClients(route.handler()) && route.method().equals("POST")) {
            String asked = text();
            said.append(asked);
            request.content("{\"hashes\":[\"" + asked + "\"]}").contentType("application/json");
        }
        return new Call(request.with(csrf()).with(caller), said.toString());
    }

    /** The call that sends a form. */
    static Call of(Sheet.Form form, RequestPostProcessor caller) {
        var uri = UriComponentsBuilder.fromPath(form.path()).build().toUri();
        AbstractMockHttpServletRequestBuilder<?> request;
        if (form.file() == null) {
            request = MockMvcRequestBuilders.post(uri);
        } else {
            byte[] bytes = form.file().getBytes(StandardCharsets.UTF_8);
            request = MockMvcRequestBuilders.multipart(uri)
                    .file(new MockMultipartFile("file", "a.csv", "text/csv", bytes));
        }
        form.fields().forEach(request::param);
        return new Call(request.with(csrf()).with(caller), form.said());
    }

    private String filled(String path, StringBuilder said) {
        var filled = new StringBuilder();
        var variables = VARIABLE.matcher(path);
        while (variables.find()) {
            String id = any(rows.getOrDefault(TABLES.get(path.substring(0, variables.end())), List.of()));
            said.append(id).append(' ');
            variables.appendReplacement(filled, id);
        }
        return variables.appendTail(filled).toString();
    }

    private String value(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == Set.class || type == List.class) {
            type = (Class<?>) ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0];
        }
        if (type == UUID.class) {
            return any(rows.values().stream()
                    .flatMap(List::stream)
                    .filter(id -> id.length() == 36)
                    .toList());
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)].toString();
        }
        if (type == Instant.class) {
            return "2100-01-01T00:00:00Z";
        }
        if (type == boolean.class) {
            return Boolean.toString(random.nextBoolean());
        }
        if (type == int.class || type == Integer.class) {
            return Integer.toString(random.nextInt(32));
        }
        return type == long.class || type == Long.class ? Long.toString(Long.MAX_VALUE) : text();
    }

    private String text() {
        return any(texts);
    }

    private String any(List<String> of) {
        return of.isEmpty() ? UUID.randomUUID().toString() : of.get(random.nextInt(of.size()));
    }
}
