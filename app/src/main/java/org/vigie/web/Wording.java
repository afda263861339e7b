package org.vigie.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All texts: each module brings {@code messages/<module>.properties} and its French pair, and they are found here. */
@Configuration(proxyBeanMethods = false)
class Wording {
    private static final String FOLDER = "messages/";
    private static final String ENDING = ".properties";

    @Bean
    MessageSource messageSource() throws IOException {
        var found = new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "*" + ENDING);
        var source = new ResourceBundleMessageSource();
        source.setBasenames(Arrays.stream(found)
                .map(Resource::getFilename)
                .map(Objects::requireNonNull)
                .filter(file -> !file.contains("_"))
                .map(file -> FOLDER + file.substring(0, file.length() - ENDING.length()))
                .distinct()
                .sorted()
                .toArray(String[]::new));
        source.setDefaultEncoding(StandardCharsets.UTF_8.name());
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }
}
