package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** How often a look-up goes to the database and waits: that, and not the index, is what it costs. */
@Import(LookUpTripsTest.Counted.class)
class LookUpTripsTest extends ApiTestBase {
    /**
     * Whose token it is; the organisation, the client and the end of that; the organisation, whether it is held, the audit entry
     * and the commit.
     */
    private static final int TRIPS_MAX = 8;

    /** What this thread sent to the database, while it is counted. */
    private static final ThreadLocal<@Nullable List<String>> TRIPS = new ThreadLocal<>();

    @Test
    void aLookUpGoesToTheDatabaseFewTimes() {
        String uri = "/m/raw_lookup?signal_type=pdq&signal=" + "01".repeat(32);
        assertThat(get(uri, token)).as("takes a block of the quota").hasStatusOk();
        List<String> trips = new ArrayList<>();
        TRIPS.set(trips);
        try {
            assertThat(get(uri, token)).hasStatusOk();
        } finally {
            TRIPS.remove();
        }
        assertThat(trips).isNotEmpty().hasSizeLessThanOrEqualTo(TRIPS_MAX);
    }

    /** Counts what waits for an answer; the beginning of a transaction goes with the first statement. */
    @TestConfiguration
    static class Counted {
        @Bean
        static BeanPostProcessor countedDataSource() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return name.equals("dataSource") ? counted((DataSource) bean) : bean;
                }
            };
        }

        private static DataSource counted(DataSource real) {
            return new DelegatingDataSource(real) {
                @Override
                public Connection getConnection() throws SQLException {
                    return counted(Connection.class, super.getConnection(), "");
                }
            };
        }

        private static <T> T counted(Class<T> type, T real, String sql) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                        String name = method.getName();
                        var trips = TRIPS.get();
                        if (trips != null
                                && (name.equals("commit") || name.equals("rollback") || name.startsWith("execute"))) {
                            trips.add(name + " " + sql);
                        }
                        try {
                            Object answer = method.invoke(real, given);
                            return answer instanceof PreparedStatement statement
                                    ? counted(PreparedStatement.class, statement, String.valueOf(given[0]))
                                    : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
