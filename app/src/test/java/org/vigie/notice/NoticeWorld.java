package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.Item;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/** Items, providers and a real mail server for the tests of this package. */
@TestComponent
class NoticeWorld {
    static final AuditActor PERSON = AuditActor.person(UUID.randomUUID());

    private static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

    private final Fixtures fixtures;
    private final ItemService items;
    private final ProviderService providers;
    private final Notices notices;
    private final NoticeService service;
    private final NoticeOutbox outbox;
    private final TransactionTemplate transaction;
    private final FakeClock clock;
    private OrgId org = new OrgId(UUID.randomUUID());

    NoticeWorld(
            Fixtures fixtures,
            ItemService items,
            ProviderService providers,
            Notices notices,
            NoticeService service,
            NoticeOutbox outbox,
            TransactionTemplate transaction,
            FakeClock clock) {
        this.fixtures = fixtures;
        this.items = items;
        this.providers = providers;
        this.notices = notices;
        this.service = service;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Started once, and left to the end of the process. */
    static int mailPort() {
        if (!MAIL.isRunning()) {
            MAIL.start();
        }
        return MAIL.getSmtp().getPort();
    }

    /** Every test has an organisation and an empty mailbox of its own. */
    void begin(String name) {
        org = fixtures.organisation(name);
        try {
            MAIL.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    OrgId org() {
        return org;
    }

    <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> work.get()));
    }

    void run(Runnable work) {
        CurrentOrganisation.as(org, work);
    }

    void providers(ContactTrust trust, String... lines) {
        String csv = "provider,host,email,language,police_hold,non_disclosure\n" + String.join("\n", lines) + "\n";
        run(() -> {
            try {
                providers.importCsv(
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "test", trust, PERSON);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** An item that matched exactly, twice. */
    ItemId confirmed(String address) {
        return confirmed(address, match(ItemMatch.Kind.EXACT, MaterialClass.CSAM, true));
    }

    ItemId confirmed(String address, ItemMatch... matches) {
        return in(() -> {
            CanonicalAddress canonical = CanonicalAddress.parse(address);
            ItemId item = items.sighted(new Sighting(
                    org,
                    canonical,
                    canonical.host(),
                    "127.0.0.1",
                    CanonicalAddress.parse("https://pages.example/album"),
                    hashes(address),
                    List.of(matches),
                    clock.instant()));
            items.confirmed(item, clock.instant());
            return item;
        });
    }

    Item item(ItemId id) {
        return in(() -> items.get(id));
    }

    static ItemMatch match(ItemMatch.Kind kind, MaterialClass materialClass, boolean mayNotify) {
        boolean exact = kind == ItemMatch.Kind.EXACT;
        return new ItemMatch(
                new ListId(UUID.fromString("99999999-2222-4333-8444-555555555555")),
                "Demonstration list",
                new EntryId(7),
                new HashValue(exact ? HashAlgorithm.SHA256 : HashAlgorithm.PDQ, "ab".repeat(32)),
                kind,
                exact ? 0 : 9,
                materialClass,
                mayNotify);
    }

    /** All notices of the organisation, the oldest first. */
    List<Notice> notices() {
        return in(() -> notices.page(null, null, 100)).reversed();
    }

    Notice newest() {
        return in(() -> notices.page(null, null, 1)).getFirst();
    }

    Notice notice() {
        List<Notice> all = notices();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    Notice notice(NoticeId id) {
        return in(() -> notices.find(id).orElseThrow());
    }

    /** Closes what is open and sends what is queued. */
    void send() {
        run(() -> notices().forEach(notice -> service.close(notice.id())));
        run(() -> notices().forEach(notice -> outbox.send(notice.id())));
    }

    void advance(java.time.Duration by) {
        clock.advance(by);
    }

    static List<MimeMessage> mails() {
        return Arrays.asList(MAIL.getReceivedMessages());
    }

    static List<String> messageIds() {
        return mails().stream().map(mail -> header(mail, "Message-ID")).toList();
    }

    static String header(MimeMessage mail, String name) {
        try {
            String value = mail.getHeader(name, null);
            return value == null ? "" : value;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String to(MimeMessage mail) {
        return header(mail, "To");
    }

    private static MediaHashes hashes(String text) {
        return new MediaHashes(
                hash("MD5", HashAlgorithm.MD5, text),
                hash("SHA-1", HashAlgorithm.SHA1, text),
                hash("SHA-256", HashAlgorithm.SHA256, text),
                null,
                0);
    }

    private static HashValue hash(String name, HashAlgorithm algorithm, String text) {
        try {
            return HashValue.of(
                    algorithm, MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
