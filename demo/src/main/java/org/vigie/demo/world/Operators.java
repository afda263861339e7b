package org.vigie.demo.world;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The people at the providers, one for each mailbox. They read their mail over IMAP like anybody, wait as people do, and take down
 * what a notice names, if it is on a host of theirs. The silent one reads and does nothing.
 */
final class Operators implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Mailbox mailbox;
    private final WorldTimings timings;
    private final Clock clock;
    private final NoticeReader reader = new NoticeReader();
    private final Map<String, Site> sites = new HashMap<>();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    Operators(Mailbox mailbox, List<Site> sites, WorldTimings timings, Clock clock) {
        this.mailbox = mailbox;
        this.timings = timings;
        this.clock = clock;
        sites.forEach(site -> this.sites.put(site.host(), site));
    }

    void start() {
        sites.values().stream()
                .map(Site::provider)
                .distinct()
                .filter(provider -> provider.behaviour() != Behaviour.FORBIDS)
                .forEach(provider -> people.execute(() -> work(provider)));
    }

    /** How often mail, or an address in it, could not be read. */
    int failures() {
        return failures.get();
    }

    /**
     * Lets everybody finish what they are reading and returns when they are gone. Nobody is interrupted: that would cut a connection
     * in the middle of a word.
     */
    @Override
    public void close() {
        closing.countDown();
        people.close();
    }

    private void work(Provider provider) {
        do {
            try {
                readMail(provider);
            } catch (MessagingException | IOException e) {
                failures.incrementAndGet();
            }
        } while (!isClosingWithin(timings.mailLook()));
    }

    /** Reads what is new, and goes on looking until the world closes. */
    private void readMail(Provider provider) throws MessagingException, IOException {
        try (Store store = session().getStore("imap")) {
            store.connect(
                    "127.0.0.1",
                    mailbox.imapPort(),
                    provider.abuseContact(),
                    Mailbox.password(provider.abuseContact()));
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                do {
                    readNew(provider, inbox);
                } while (!isClosingWithin(timings.mailLook()));
            }
        }
    }

    private void readNew(Provider provider, Folder inbox) throws MessagingException, IOException {
        if (inbox.getUnreadMessageCount() == 0) {
            return;
        }
        for (Message message : inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false))) {
            if (message instanceof MimeMessage mime) {
                answer(provider, reader.read(mime, List.of(provider.abuseContact()), clock.instant()));
            }
            message.setFlag(Flags.Flag.SEEN, true);
        }
    }

    private void answer(Provider provider, MailSeen mail) {
        if (provider.behaviour().acts()) {
            people.execute(() -> {
                if (!isClosingWithin(timings.operatorActs())) {
                    mail.addresses().forEach(address -> takeDown(provider, address));
                }
            });
        }
    }

    /** Waits; true as soon as the world closes. */
    private boolean isClosingWithin(Duration time) {
        try {
            return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void takeDown(Provider provider, String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            failures.incrementAndGet();
            return;
        }
        @Nullable Site site = uri.getHost() == null ? null : sites.get(uri.getHost());
        if (site != null && provider.hosts().contains(site.host()) && site.serves(uri.getRawPath())) {
            site.takedowns().remove(uri.getRawPath());
        }
    }

    private static Session session() {
        Properties settings = new Properties();
        settings.setProperty("mail.imap.connectiontimeout", Integer.toString(PATIENCE_MS));
        settings.setProperty("mail.imap.timeout", Integer.toString(PATIENCE_MS));
        return Session.getInstance(settings);
    }
}
