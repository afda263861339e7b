package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.vigie.command.Commands;
import org.vigie.command.ExitCode;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/** With a setting that makes no sense nothing starts, and whoever made the slip is told which setting it is. */
class SettingsRefusedTest {
    /** A setting with its number or duration. */
    record Setting(Class<?> record, String name, boolean isDuration) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Setting> settings() throws ClassNotFoundException {
        List<Setting> found = new ArrayList<>();
        for (Class<?> type : records()) {
            for (RecordComponent component : type.getRecordComponents()) {
                boolean isDuration = component.getType() == Duration.class;
                if (isDuration || (component.getType().isPrimitive() && component.getType() != boolean.class)) {
                    found.add(new Setting(type, prefix(type) + "." + hyphenated(component.getName()), isDuration));
                }
            }
        }
        return found;
    }

    @Test
    void theDefaultsMakeSense() throws ClassNotFoundException {
        assertThat(settings()).hasSizeGreaterThan(60);
        for (Class<?> type : records()) {
            assertThatCode(() -> bind(type, Map.of())).as(type.getName()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void noneIsNegativeOrBeyondAllBounds(Setting setting) {
        refused(setting.record(), Map.of(setting.name(), setting.isDuration() ? "-1s" : "-1"), setting.name());
        if (setting.isDuration()) {
            String tooLong = SettingRange.DURATION_MAX.plusDays(1).toDays() + "d";
            refused(setting.record(), Map.of(setting.name(), tooLong), setting.name());
        }
    }

    /** What is more than not negative; the sentence as an operator reads it. */
    @ParameterizedTest
    @CsvFileSource(resources = "settings-refused.csv", delimiter = '|')
    void oneIsRefusedInOneSentence(String given, String sentence) throws ClassNotFoundException {
        int at = given.indexOf('=');
        String name = given.substring(0, at);
        var said = new ArrayList<String>();
        for (Class<?> type : records()) {
            if (name.startsWith(prefix(type) + ".")) {
                for (var cause = failure(type, Map.of(name, given.substring(at + 1)));
                        cause != null;
                        cause = cause.getCause()) {
                    if (cause instanceof SettingRefused refused) {
                        said.add(refused.getMessage());
                    }
                }
            }
        }
        assertThat(said).containsExactly(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 | is 1 to 1000", "many | has a value that cannot be read"})
    void nothingStartsAndWhoeverStartsItIsToldWithoutTheValue(String row, @TempDir Path folder) throws Exception {
        var parts = row.split(" \\| ", 2);
        Path file = Files.writeString(folder.resolve("settings.properties"), "vigie.db-connections=" + parts[0] + "\n");
        var err = new StringWriter();
        int exitCode = Commands.line(List.of())
                .setErr(new PrintWriter(err))
                .execute("serve", "--data", folder.resolve("data").toString(), "--config", file.toString());
        assertThat(err.toString()).isEqualTo("vigie: the setting vigie.db-connections %s%n".formatted(parts[1]));
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("data")).as("nothing was begun").doesNotExist();
    }

    private static void refused(Class<?> type, Map<String, String> given, String name) {
        assertThat(failure(type, given))
                .rootCause()
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(name + " ");
    }

    private static Throwable failure(Class<?> type, Map<String, String> given) {
        return catchThrowable(() -> bind(type, given));
    }

    private static void bind(Class<?> type, Map<String, String> given) {
        new Binder(new MapConfigurationPropertySource(new LinkedHashMap<>(given)))
                .bindOrCreate(prefix(type), Bindable.of(type));
    }

    private static List<Class<?>> records() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> found = new ArrayList<>();
        for (BeanDefinition one : scanner.findCandidateComponents("org.vigie")) {
            found.add(Class.forName(one.getBeanClassName()));
        }
        return found;
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotationsByType(ConfigurationProperties.class)[0].value();
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
