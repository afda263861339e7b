package org.vigie.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Style sheets and scripts: our own, GOV.UK Frontend's and htmx's, all from this server.
 *
 * <p>Addresses of the two libraries carry no version; the version is read from the library's own jar.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {
    /** Under this path lies nothing but files that everybody may read. */
    static final String PATH = "/assets/";

    /** How long a browser may keep a file before it asks again. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Gatekeeper gatekeeper;
    private final LanguageMemory languageMemory;

    StaticFiles(Gatekeeper gatekeeper, LanguageMemory languageMemory) {
        this.gatekeeper = gatekeeper;
        this.languageMemory = languageMemory;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        add(registry, "govuk/", webjar("govuk-frontend", "dist/govuk/"));
        add(registry, "htmx/", webjar("htmx.org", "dist/"));
        add(registry, "", "classpath:/static/");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gatekeeper);
        registry.addInterceptor(languageMemory);
    }

    private static void add(ResourceHandlerRegistry registry, String folder, String location) {
        registry.addResourceHandler(PATH + folder + "**")
                .addResourceLocations(location)
                .setCacheControl(CacheControl.maxAge(KEPT).cachePublic());
    }

    private static String webjar(String name, String folder) {
        var about = new Properties();
        try (var in =
                new ClassPathResource("META-INF/maven/org.webjars.npm/" + name + "/pom.properties").getInputStream()) {
            about.load(in);
        } catch (IOException missing) {
            throw new IllegalStateException("the library " + name + " is not in this build", missing);
        }
        return "classpath:/META-INF/resources/webjars/" + name + "/" + about.getProperty("version") + "/" + folder;
    }
}
