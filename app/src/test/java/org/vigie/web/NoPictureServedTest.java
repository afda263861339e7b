package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.vigie.testing.VigieTest;

/** S20 on the side of the server: no picture that was made from material leaves, since no endpoint can send one. */
@VigieTest
class NoPictureServedTest {
    private static final Pattern SHOWN =
            Pattern.compile("<(img|picture|source|video|audio|object|embed|iframe)\\b|data:image");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void noEndpointNamesATypeOfPicturesOrFilms() {
        mappings.getHandlerMethods()
                .forEach((info, handler) -> assertThat(
                                info.getProducesCondition().getProducibleMediaTypes())
                        .as("%s", info)
                        .noneMatch(NoPictureServedTest::mayBeAPicture));
    }

    @Test
    void noEndpointAnswersWithBytes() {
        mappings.getHandlerMethods().forEach((info, handler) -> {
            ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
            for (ResolvableType at : List.of(type, type.getGeneric(0), type.getGeneric(0, 0))) {
                Class<?> plain = at.resolve(Object.class);
                boolean isList = handler.getMethod().getName().equals("csv");
                assertThat(plain == byte[].class
                                || Resource.class.isAssignableFrom(plain)
                                || InputStream.class.isAssignableFrom(plain)
                                || (StreamingResponseBody.class.isAssignableFrom(plain) && !isList))
                        .as("%s answers with %s", info, at)
                        .isFalse();
            }
        });
    }

    @Test
    void noPageShowsOne() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            List<Path> pages = templates.filter(Files::isRegularFile).toList();
            assertThat(pages).hasSizeGreaterThan(20);
            for (Path page : pages) {
                assertThat(SHOWN.matcher(Files.readString(page)).find())
                        .as("%s", page)
                        .isFalse();
            }
        }
    }

    private static boolean mayBeAPicture(MediaType type) {
        return List.of("image", "video", "audio").contains(type.getType())
                || type.getSubtype().contains("octet");
    }
}
