package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;

/** Somebody confirms that it is they in one tab, while a page of another tab asks for something. */
class ConfirmedBesideTest extends StaffTestBase {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Whoever does not wait for the confirmation has its answer by then. */
    private static final long ANSWERED_WITHIN_MS = 1_000;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void theOtherTabStaysSignedIn() throws Exception {
        var member = member(Role.ADMINISTRATOR);
        var session = signedIn(member);
        // that the session is used is noted now, and not while its row is held
        assertThat(get("/", session)).hasStatusOk();
        var code = code(member.secret());
        var held = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var holding = CompletableFuture.runAsync(() -> hold(member, held, mayEnd), Thread::startVirtualThread);
        try {
            assertThat(held.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            CompletableFuture<MvcTestResult> confirmed = CompletableFuture.supplyAsync(
                    () -> post("/confirm-it-is-you", session, Map.of("code", code)), Thread::startVirtualThread);
            await().atMost(LONG).until(() -> confirmed.isDone() || somebodyWaits());

            CompletableFuture<MvcTestResult> beside =
                    CompletableFuture.supplyAsync(() -> get("/", session), Thread::startVirtualThread);
            try {
                beside.get(ANSWERED_WITHIN_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waits) {
                // for the confirmation
            }
            mayEnd.countDown();
            assertThat(confirmed.get(LONG.toSeconds(), TimeUnit.SECONDS)).hasRedirectedUrl("/");
            assertThat(beside.get(LONG.toSeconds(), TimeUnit.SECONDS)).hasStatusOk();
            assertThat(session.isInvalid()).isFalse();
        } finally {
            mayEnd.countDown();
            holding.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Keeps the row of the person's session, so that nothing of it is written until then. */
    private void hold(Member member, CountDownLatch held, CountDownLatch mayEnd) {
        CurrentOrganisation.as(
                org,
                () -> transactions.executeWithoutResult(status -> {
                    db.sql("select id from person_session where person_id = :person for update")
                            .param("person", member.id())
                            .query()
                            .listOfRows();
                    held.countDown();
                    try {
                        assertThat(mayEnd.await(LONG.toSeconds(), TimeUnit.SECONDS))
                                .isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private boolean somebodyWaits() {
        return db.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
