package org.vigie.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The name servers of the machine, asked on threads of their own: a look-up blocks in native code for as long as the system's
 * resolver likes, which must not hold up others.
 */
final class SystemNames implements NameService, AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("crawl-names-", 0).daemon().factory());
    private final Semaphore places = new Semaphore(FetchLimits.LOOKUPS_MAX.value());
    private final Duration timeout;

    SystemNames(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            if (!places.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NamesUnavailable();
            }
            Future<List<InetAddress>> answer = threads.submit(() -> {
                try {
                    return List.of(InetAddress.getAllByName(host));
                } finally {
                    places.release();
                }
            });
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NamesUnavailable();
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new NamesUnavailable();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** The JDK tells "no such name" from "no answer" by the text of the system's resolver only. */
    private static UnknownHostException failure(@Nullable Throwable cause) {
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return message.contains("emporary failure") || !(cause instanceof UnknownHostException)
                ? new NamesUnavailable()
                : new UnknownHostException("no such name");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** No answer, which does not mean that there is no such name. */
    static final class NamesUnavailable extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NamesUnavailable() {
            super("no answer from the name servers");
        }
    }
}
