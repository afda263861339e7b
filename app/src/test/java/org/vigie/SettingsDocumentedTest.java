package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Holds docs/settings.md to the code: each setting with its default and the name of its environment variable. */
class SettingsDocumentedTest {
    private static final String NOTHING = "–";
    private static final Pattern ROW =
            Pattern.compile("\\| `(vigie\\.[a-z.-]+)` \\| (\\S.*?) \\| `(VIGIE_\\w+)` \\| .+ \\|");

    @Test
    void everySettingIsDocumentedWithItsDefaultAndItsVariable() throws Exception {
        var coded = new TreeMap<String, String>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (BeanDefinition found : scanner.findCandidateComponents("org.vigie")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            assertThat(type.isRecord()).as("%s is a record", type).isTrue();
            String prefix = type.getAnnotationsByType(ConfigurationProperties.class)[0].value();
            for (RecordComponent component : type.getRecordComponents()) {
                String name = prefix + "." + hyphenated(component.getName());
                coded.put(name, "%s %s".formatted(defaultOf(type, component), variableOf(name)));
            }
        }
        assertThat(coded).hasSizeGreaterThan(50);
        assertThat(documented()).as("the tables of docs/settings.md").containsAllEntriesOf(coded);
    }

    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        for (String line : Files.readAllLines(root().resolve("docs/settings.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String value = row.group(2).replaceAll("^`(.*)`$", "$1");
                rows.put(row.group(1), "%s %s".formatted(value, row.group(3)));
            }
        }
        return rows;
    }

    private static String defaultOf(Class<?> type, RecordComponent component) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        int position = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        @Nullable
        DefaultValue given =
                type.getDeclaredConstructor(types).getParameters()[position].getAnnotation(DefaultValue.class);
        String value = given == null ? "" : String.join(",", given.value());
        return value.isEmpty() ? NOTHING : value;
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variableOf(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The folder that holds all modules: given by Maven, else found above the working directory. */
    private static Path root() {
        String given = System.getProperty("vigie.root");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/settings.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "docs/settings.md is in no folder above");
        }
        return folder;
    }
}
