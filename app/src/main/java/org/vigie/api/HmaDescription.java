package org.vigie.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What Hasher-Matcher-Actioner says of its own forms: where they lie, and the file that describes them. */
@RestController
@ForClients
class HmaDescription {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    HmaDescription(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** The paths of all forms for programs, sorted; variables in angle brackets, as there. */
    @GetMapping("/site-map")
    List<String> siteMap() {
        return mappings.getObject().getHandlerMethods().entrySet().stream()
                .filter(entry ->
                        AnnotatedElementUtils.hasAnnotation(entry.getValue().getBeanType(), ForClients.class))
                .flatMap(entry -> entry.getKey().getPatternValues().stream())
                .filter(path -> !path.endsWith("*"))
                .map(path -> path.replace('{', '<').replace('}', '>'))
                .distinct()
                .sorted()
                .toList();
    }

    /** The file docs/openapi.json. */
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String openApi() throws IOException {
        return new ClassPathResource("api/openapi.json").getContentAsString(UTF_8);
    }
}
