package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.receipt.ReceiptCode;

/**
 * What a record says of itself ends in exceptions and messages sooner or later. So every record of the program is made with
 * canaries in it, down to the records that it holds, and asked. Which texts are secrets follows from the types that hold
 * them and, for plain texts, from the names of the components, which say what they are everywhere.
 */
class SealedTypesTest {
    private static final String CANARY = "zhqrwxkb";
    private static final String ADDRESS = "http://" + CANARY + ".example/" + CANARY;

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(address|words|password|passcode|token|secret|seed|"
                    + "receipt|e-?mail|signInName|recipient|recovery|credential|challenge).*|code|text|body|contact|to|plain|json");

    /** Records whose text of such a name is none of these secrets, and what it is. */
    private static final Map<String, String> HARMLESS = Map.of(
            "org.vigie.log.LogWord", "a word of ours",
            "org.vigie.api.Network", "where a partner's programs come from, made to be shown",
            "org.vigie.hashlist.ListName", "the name of a list",
            "org.vigie.notice.Delivery$Refused", "the reply code of a mail server",
            "org.vigie.notice.Delivery$Later", "the same",
            "org.vigie.notice.Delivery$Unknown", "the same",
            "org.vigie.notice.Delivery$NotTried", "the same",
            "org.vigie.core.merkle.Checkpoint", "the head of the log, made to be shown",
            "org.vigie.crawl.fetch.FetchSettings", "how the owners of servers reach us",
            "org.vigie.notice.LetterFacts$Reporter", "who we are");

    @Test
    void noRecordSaysASecret() throws Exception {
        Set<String> telling = new TreeSet<>();
        Set<String> notMade = new TreeSet<>();
        int made = 0;
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.vigie")) {
            if (!type.isRecord() || type.getName().startsWith("org.vigie.demo")) {
                continue;
            }
            Class<?> record = type.reflect();
            if (!mayHoldSecrets(record, new TreeSet<>())) {
                continue;
            }
            String says = said(record);
            if (says == null) {
                notMade.add(record.getName());
            } else {
                made++;
                if (says.toLowerCase(Locale.ROOT).contains(CANARY)) {
                    telling.add(record.getName());
                }
            }
        }
        assertThat(telling)
                .as("records that say what they hold: override toString")
                .isEmpty();
        assertThat(notMade.stream().filter(name -> !saysNothing(name)))
                .as("records with secrets that this test cannot make, and that do not override toString")
                .isEmpty();
        assertThat(made).isGreaterThan(30);
    }

    @Test
    void theTypesThatAreSecretsSayNothing() {
        assertThat(CanonicalAddress.parse(ADDRESS)).hasToString("[sealed]");
        ReceiptCode code = ReceiptCode.random(new Random(1));
        assertThat(code.toString()).doesNotContain(code.text()).doesNotContain(code.grouped());
    }

    /** Null where it cannot be made, or not so that it could speak. */
    private static @Nullable String said(Class<?> record) throws ReflectiveOperationException {
        Object value = make(record, 0);
        try {
            return value == null ? null : value.toString();
        } catch (NullPointerException partMissing) {
            return null;
        }
    }

    /** Directly, or in a record of ours that it holds. */
    private static boolean mayHoldSecrets(Class<?> record, Set<String> seen) {
        if (!seen.add(record.getName())) {
            return false;
        }
        for (RecordComponent component : record.getRecordComponents()) {
            if (isSecret(component)) {
                return true;
            }
            for (Class<?> held : heldBy(component.getGenericType())) {
                if (held.isRecord() && held.getName().startsWith("org.vigie.") && mayHoldSecrets(held, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSecret(RecordComponent component) {
        List<Class<?>> held = heldBy(component.getGenericType());
        if (HARMLESS.containsKey(component.getDeclaringRecord().getName())) {
            return false;
        }
        return held.contains(CanonicalAddress.class)
                || held.contains(ReceiptCode.class)
                || (held.contains(String.class)
                        && SECRET.matcher(component.getName()).matches());
    }

    private static List<Class<?>> heldBy(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .flatMap(argument -> heldBy(argument).stream())
                    .toList();
        }
        return type instanceof Class<?> plain ? List.of(plain.isArray() ? plain.getComponentType() : plain) : List.of();
    }

    private static @Nullable Object make(Class<?> record, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), components[i], depth);
        }
        Constructor<?> constructor = record.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException refused) {
            return null;
        }
    }

    private static @Nullable Object value(Type type, RecordComponent component, int depth)
            throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(generic, component, depth);
        }
        Class<?> plain = (Class<?>) (type instanceof Class<?> ? type : Object.class);
        Object known = SAMPLES.get(plain);
        if (plain == String.class) {
            return isSecret(component) ? CANARY : "x";
        } else if (known != null) {
            return known;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (plain.isArray()) {
            return Array.newInstance(plain.getComponentType(), 0);
        } else if (plain.isRecord() && depth < 5) {
            return make(plain, depth + 1);
        }
        return null;
    }

    private static @Nullable Object container(ParameterizedType generic, RecordComponent component, int depth)
            throws ReflectiveOperationException {
        Object first = value(generic.getActualTypeArguments()[0], component, depth);
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == Optional.class) {
            return Optional.ofNullable(first);
        } else if (raw == Map.class) {
            Object second = value(generic.getActualTypeArguments()[1], component, depth);
            var map = new HashMap<Object, Object>();
            if (first != null && second != null) {
                map.put(first, second);
            }
            return map;
        } else if (raw == Set.class) {
            return first == null ? Set.of() : Set.of(first);
        }
        return raw.isAssignableFrom(List.class) ? first == null ? List.of() : List.of(first) : null;
    }

    private static boolean saysNothing(String record) {
        try {
            return Class.forName(record).getDeclaredMethod("toString") != null
                    && new ClassFileImporter()
                            .importClass(Class.forName(record)).getMethod("toString").getAccessesFromSelf().stream()
                                    .noneMatch(access ->
                                            access.getTargetOwner().getName().contains("ObjectMethods"));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record of ours", e);
        }
    }

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(CanonicalAddress.class, CanonicalAddress.parse(ADDRESS)),
            Map.entry(ReceiptCode.class, ReceiptCode.random(new Random(1))),
            Map.entry(UUID.class, UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(LocalDate.class, LocalDate.EPOCH),
            Map.entry(Duration.class, Duration.ofDays(1)),
            Map.entry(Locale.class, Locale.ENGLISH),
            Map.entry(Path.class, Path.of("x")),
            Map.entry(URI.class, URI.create("http://service.example/")),
            Map.entry(InetAddress.class, InetAddress.getLoopbackAddress()),
            Map.entry(BigInteger.class, BigInteger.ONE),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(boolean.class, true),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(Boolean.class, true),
            Map.entry(Object.class, "x"));
}
