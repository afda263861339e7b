package org.vigie.demo.world;

import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A real mail server on loopback with a mailbox for each abuse contact: SMTP to send to, IMAP to read. It remembers every message
 * that it accepted, in order of arrival, whatever became of the mailbox later.
 */
public final class Mailbox implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /** Any free one. */
    private static final int FREE_PORT = 0;

    private final PostOffice office;
    private final Clock clock;
    private volatile int smtpPort;
    private volatile int imapPort;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final NoticeReader reader = new NoticeReader();
    private final List<MailSeen> seen = new ArrayList<>();

    private Mailbox(PostOffice office, Clock clock) {
        this.office = office;
        this.clock = clock;
    }

    /** Starts the server with these mailboxes. Mail to anybody else bounces with 550. */
    public static Mailbox start(Collection<String> contacts, Clock clock) {
        PostOffice office = new PostOffice(
                new ServerSetup(FREE_PORT, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(FREE_PORT, LOOPBACK, ServerSetup.PROTOCOL_IMAP));
        Mailbox mailbox = new Mailbox(office, clock);
        Set<String> known = new HashSet<>();
        for (String contact : contacts) {
            known.add(contact.toLowerCase(Locale.ROOT));
        }
        office.guardedBy(mailbox.new Keeper(known));
        office.start();
        mailbox.smtpPort = office.getSmtp().getPort();
        mailbox.imapPort = office.getImap().getPort();
        contacts.forEach(contact -> office.setUser(contact, contact, password(contact)));
        return mailbox;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public int imapPort() {
        return imapPort;
    }

    /** From now on, mail to the contact is refused with 550, as by a mailbox that was closed. */
    public void refuse(String contact) {
        refused.add(contact.toLowerCase(Locale.ROOT));
    }

    /** From now on, mail to the contact is accepted again. */
    public void acceptAgain(String contact) {
        refused.remove(contact.toLowerCase(Locale.ROOT));
    }

    /** All accepted messages, by arrival. */
    public synchronized List<MailSeen> messages() {
        return List.copyOf(seen);
    }

    /** The notices proper, by arrival, each delivery counted. */
    public List<MailSeen> notices() {
        return messages().stream().filter(message -> !message.isReminder()).toList();
    }

    public List<MailSeen> reminders() {
        return messages().stream().filter(MailSeen::isReminder).toList();
    }

    /** How many deliveries brought a Message-ID that had been there before. A mail program shows those only once. */
    public int repeatsOfOneMessageId() {
        Set<String> ids = new HashSet<>();
        return (int) messages().stream()
                .filter(message -> !ids.add(message.messageId()))
                .count();
    }

    /** When an address was first asked to be removed. */
    public Optional<Instant> firstNoticeAbout(String address) {
        return notices().stream()
                .filter(notice -> notice.addresses().contains(address))
                .map(MailSeen::at)
                .findFirst();
    }

    /**
     * How many notices came again under a new Message-ID: those whose {@code X-Vigie-Notice} had come before with another, and those
     * about an address that had been asked for more often than it went up.
     *
     * @param timesUp how many times the picture at an address has been put up until now: 1, and 1 more for each return
     */
    int repeatsUnderNewId(ToIntFunction<String> timesUp) {
        Map<String, String> idOfNotice = new HashMap<>();
        Map<String, Integer> asked = new HashMap<>();
        Set<String> ids = new HashSet<>();
        int repeats = 0;
        for (MailSeen notice : notices()) {
            if (!ids.add(notice.messageId())) {
                continue;
            }
            boolean isRepeat = notice.notice()
                    .map(id -> idOfNotice.putIfAbsent(id, notice.messageId()))
                    .isPresent();
            for (String address : notice.addresses()) {
                isRepeat |= asked.merge(address, 1, Integer::sum) > timesUp.applyAsInt(address);
            }
            repeats += isRepeat ? 1 : 0;
        }
        return repeats;
    }

    /** The secret with which a contact reads its mail. Nothing but this world accepts it. */
    static String password(String contact) {
        return "of-" + contact;
    }

    @Override
    public void close() {
        office.stop();
    }

    private synchronized void remember(MailSeen message) {
        if (seen.size() >= WorldLimits.MAILS_MAX) {
            throw new IllegalStateException("too much mail");
        }
        seen.add(message);
    }

    private final class Keeper extends PostOffice.Doorkeeper {
        private final Set<String> known;

        Keeper(Set<String> known) {
            this.known = known;
        }

        @Override
        @Nullable
        String refuseRecipient(String address) {
            String lower = address.toLowerCase(Locale.ROOT);
            return known.contains(lower) && !refused.contains(lower) ? null : "550 5.1.1 no such mailbox";
        }

        @Override
        @Nullable
        String refuseMessage(SmtpState state) {
            MimeMessage message = state.getMessage().getMessage();
            List<String> recipients = new ArrayList<>();
            state.getMessage().getToAddresses().forEach(address -> recipients.add(address.getEmail()));
            try {
                remember(reader.read(message, recipients, clock.instant()));
                return null;
            } catch (MessagingException | IOException | NumberFormatException e) {
                return "554 5.6.0 the message cannot be read";
            }
        }
    }
}
