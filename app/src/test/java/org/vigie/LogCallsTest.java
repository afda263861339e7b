package org.vigie;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.spi.LoggingEventBuilder;

/** The encoder trusts the templates of our own lines. Here is why it may: they are constants, and there is one way to log. */
class LogCallsTest {
    private static final Pattern CALL = Pattern.compile("\\bLOG\\s*\\.\\s*(\\w+)\\s*\\(\\s*");
    private static final Pattern LOGGER = Pattern.compile("(?<!import org\\.slf4j\\.)\\bLogger\\s+(\\w+)\\b");
    private static final Pattern CONSTANT =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*\\s*[,)]");

    @Test
    void everyTemplateIsAConstantThatStandsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Path file : Sources.files()) {
            if (!file.toString().matches(".*/src/main/.*\\.java")) {
                continue;
            }
            String text = Files.readString(file);
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                calls++;
                boolean isConstant =
                        CONSTANT.matcher(text).region(call.end(), text.length()).lookingAt();
                if (!isConstant
                        || !List.of("trace", "debug", "info", "warn", "error").contains(call.group(1))) {
                    wrong.add(file.getFileName() + ": " + call.group());
                }
            }
            LOGGER.matcher(text)
                    .results()
                    .filter(field -> !field.group(1).equals("LOG"))
                    .forEach(field -> wrong.add(file.getFileName() + ": " + field.group()));
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isPositive();
    }

    @Test
    void thereIsOneWayToLog() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(MDC.class, Marker.class, LoggingEventBuilder.class, System.Logger.class)
                .orShould()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.juli.."))
                .because("what the encoder shows is decided by template and types of arguments alone")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.vigie"));
    }
}
