package org.vigie.log;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which arguments of a log line are shown: by type, since the type is known and the value is not. */
final class Arguments {
    static final String WITHHELD = "[withheld]";

    /** Final types, of which no subclass can say something else. */
    private static final Set<Class<?>> PLAIN = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LogWord.class,
            LogFailure.class);

    /** The component of our small id types; absent in all other classes. */
    private static final ClassValue<Id> IDS = new ClassValue<>() {
        @Override
        protected Id computeValue(Class<?> type) {
            return Id.of(type);
        }
    };

    private Arguments() {}

    /** The text of an argument, or {@link #WITHHELD}. */
    static String shown(@Nullable Object argument) {
        return switch (argument) {
            case null -> "null";
            case Enum<?> constant -> constant.name();
            case Class<?> type -> type.getName();
            case Throwable failure -> LogFailure.kind(failure);
            case StackTraceElement frame -> LogFailure.isOurs(frame) ? frame.toString() : WITHHELD;
            case AtomicInteger number -> Integer.toString(number.get());
            case AtomicLong number -> Long.toString(number.get());
            case BigInteger number when number.getClass() == BigInteger.class -> number.toString();
            case BigDecimal number when number.getClass() == BigDecimal.class -> number.toString();
            default ->
                PLAIN.contains(argument.getClass())
                        ? argument.toString()
                        : IDS.get(argument.getClass()).text(argument);
        };
    }

    /** A record of ours around a single UUID or number. */
    private record Id(@Nullable RecordComponent component) {
        private static final Set<Class<?>> VALUES = Set.of(UUID.class, long.class, int.class);

        static Id of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            boolean isId = components != null
                    && components.length == 1
                    && type.getName().startsWith("org.vigie.")
                    && VALUES.contains(components[0].getType())
                    && components[0].getAccessor().trySetAccessible();
            return new Id(isId ? components[0] : null);
        }

        String text(Object value) {
            try {
                return component == null
                        ? WITHHELD
                        : String.valueOf(component.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                return WITHHELD;
            }
        }
    }
}
