package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.database.Mode;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemState;
import org.vigie.provider.ContactTrust;
import org.vigie.work.WorkQueue;

/** Real PostgreSQL, real SMTP. */
class NoticeOutboxTest extends NoticeTestBase {
    private static final String NUAGE = "Nuage,nuage.example,abuse@nuage.example,fr,,";
    private static final String SMALL = "Small,small.example,desk@small.example,en,,";

    @Autowired
    private SendingService sending;

    @Autowired
    private NoticeOutbox outbox;

    @Autowired
    private NoticeService service;

    @Autowired
    private MailDoor door;

    @Autowired
    private MailSettings settings;

    @Autowired
    private HostLookup hosts;

    @Autowired
    private WorkQueue work;

    @Autowired
    private io.micrometer.core.instrument.MeterRegistry meters;

    @Test
    void itemsOfOneContactAreAskedForTogetherInItsLanguage() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE, SMALL);
        var first = world.confirmed("http://a.nuage.example/1.png");
        world.confirmed("http://b.nuage.example/2.png");
        world.confirmed("http://small.example/3.png");
        assertThat(world.notices()).allMatch(notice -> notice.state() == NoticeState.DRAFT);
        world.send();

        var mails = NoticeWorld.mails();
        assertThat(mails)
                .extracting(NoticeWorld::to)
                .containsExactlyInAnyOrder("abuse@nuage.example", "desk@small.example");
        for (var mail : mails) {
            boolean french = NoticeWorld.to(mail).startsWith("abuse");
            assertThat(mail.getSubject()).contains(french ? "2 adresses avec du matériel" : "1 address with child");
            assertThat(mail.getSubject()).doesNotContain("nuage", "small");
            assertThat(((jakarta.mail.internet.MimeMultipart) mail.getContent()).getCount())
                    .isEqualTo(french ? 3 : 2);
        }
        assertThat(world.item(first).state()).isEqualTo(ItemState.NOTIFIED);
        assertThat(world.notices()).allMatch(notice -> notice.state() == NoticeState.SENT);
        assertThat(NoticeWorld.messageIds())
                .containsExactlyInAnyOrderElementsOf(
                        world.notices().stream().map(Notice::messageId).toList());
    }

    @Test
    void sendingAgainSendsNothing() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        world.send();
        world.send();
        world.advance(Duration.ofHours(1));
        world.send();
        assertThat(NoticeWorld.mails()).hasSize(1);
    }

    @Test
    void aFullDraftClosesBeforeItsTime() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        for (int i = 0; i < 4; i++) {
            world.confirmed("http://nuage.example/%d.png".formatted(i));
        }
        assertThat(world.notices())
                .extracting(Notice::state)
                .containsExactlyInAnyOrder(NoticeState.QUEUED, NoticeState.DRAFT);
    }

    @Test
    void aCrashAfterSendingRepeatsTheSameMessageAndSaysSo() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        world.run(() -> door.send(ready(id).mail()));

        world.run(() -> outbox.send(id));
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.SENDING);
        world.advance(Duration.ofMinutes(6));
        world.run(() -> outbox.send(id));

        assertThat(NoticeWorld.messageIds())
                .containsExactly(world.notice(id).messageId(), world.notice(id).messageId());
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.SENT);
        assertThat(world.notice(id).uncertainTries()).isOne();
    }

    @Test
    void aCrashBeforeSendingLosesNothing() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        world.run(() -> ready(id));
        world.advance(Duration.ofMinutes(6));
        world.run(() -> outbox.send(id));
        assertThat(NoticeWorld.messageIds()).containsExactly(world.notice(id).messageId());
        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void aRefusedNoticeLeavesItsItemsToAPerson() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        sendThrough(Map.of("RCPT", "550 5.1.1 no such desk"), id);
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.REFUSED);
        assertThat(world.notice(id).lastReply()).isEqualTo("SMTP_550");
        assertThat(world.item(item).holdReason()).isEqualTo(HoldReason.UNDELIVERABLE);
    }

    @Test
    void aNoticeThatIsNotTakenNowIsTriedLaterAsTheSameMessage() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        sendThrough(Map.of("RCPT", "451 4.7.1 come back"), id);
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.QUEUED);
        world.run(() -> outbox.send(id));
        assertThat(NoticeWorld.mails()).isEmpty();

        world.advance(Duration.ofMinutes(6));
        world.run(() -> outbox.send(id));
        assertThat(NoticeWorld.messageIds()).containsExactly(world.notice(id).messageId());
        assertThat(world.notice(id).tries()).isEqualTo(2);
        assertThat(world.notice(id).uncertainTries()).isZero();
    }

    @Test
    void anAnswerThatNeverCameMakesItUncertainAndThenItIsTheSameMessage() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        String handedOver = sendThrough(Map.of(".", ScriptedSmtp.CUT), id);
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.UNCERTAIN);
        world.advance(Duration.ofMinutes(6));
        world.run(() -> outbox.send(id));
        assertThat(handedOver).contains(world.notice(id).messageId());
        assertThat(NoticeWorld.messageIds()).containsExactly(world.notice(id).messageId());
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.SENT);
    }

    @Test
    void triesEnd() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        for (int i = 0; i < 6; i++) {
            sendThrough(Map.of("RCPT", "451 4.7.1 come back"), id);
            world.advance(Duration.ofDays(1));
        }
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.REFUSED);
        assertThat(world.notice(id).tries()).isEqualTo(4);
    }

    @Test
    void withoutAMailServerNoticesWaitAndNoTryIsCounted() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        var none = new NoticeOutbox(sending, hosts, new MailDoor(to("", 25), Mode.TEST), work);
        world.run(() -> none.send(id));
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.QUEUED);
        assertThat(world.notice(id).tries()).isZero();
        assertThat(world.notice(id).lastReply()).isEqualTo("NOT_CONFIGURED");
    }

    @Test
    void aMailServerThatIsAwayForWeeksLosesNothing() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        int free;
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var away = new NoticeOutbox(sending, hosts, new MailDoor(to("127.0.0.1", free), Mode.TEST), work);
        var kept = meters.counter("vigie.notice.kept", "code", "NO_CONNECTION");
        double before = kept.count();
        for (int i = 0; i < 14; i++) {
            world.run(() -> away.send(id));
            world.advance(Duration.ofDays(1));
        }
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.QUEUED);
        assertThat(world.notice(id).tries()).isZero();
        assertThat(world.notice(id).lastReply()).isEqualTo("NO_CONNECTION");
        assertThat(kept.count() - before).isEqualTo(14);

        world.run(() -> outbox.send(id));
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.SENT);
        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void anAnswerThatNeverCameStaysInDoubtWhileTheServerIsAway() throws Exception {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        sendThrough(Map.of(".", ScriptedSmtp.CUT), id);
        world.advance(Duration.ofDays(1));
        sendThrough(Map.of("MAIL", "421 4.3.2 closing"), id);
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.UNCERTAIN);
        assertThat(world.notice(id).tries()).isOne();
        assertThat(world.notice(id).uncertainTries()).isOne();
    }

    @Test
    void whatMovedToAnotherContactIsAskedOfThatOne() {
        world.providers(ContactTrust.APPROVED, NUAGE, SMALL);
        world.confirmed("http://a.nuage.example/1.png");
        world.confirmed("http://b.nuage.example/2.png");
        NoticeId id = closed();
        world.providers(ContactTrust.APPROVED, "Small,b.nuage.example,desk@small.example,en,,");
        world.send();
        world.send();
        assertThat(NoticeWorld.mails())
                .extracting(NoticeWorld::to)
                .containsExactlyInAnyOrder("abuse@nuage.example", "desk@small.example");
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.SENT);
    }

    @Test
    void whatIsGoneWhenItsTurnComesIsNotAskedFor() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        world.in(() -> items().gone(item, clockNow(), clockNow()));
        world.run(() -> outbox.send(id));
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.WITHDRAWN);
        assertThat(NoticeWorld.mails()).isEmpty();
    }

    @Test
    void noMoreMailsLeaveInAMinuteThanAreAllowed() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        for (int i = 0; i < 33 * 3; i++) {
            world.confirmed("http://nuage.example/%d.png".formatted(i));
        }
        world.send();
        assertThat(NoticeWorld.mails()).hasSize(30);
        world.advance(Duration.ofMinutes(2));
        world.send();
        assertThat(NoticeWorld.mails()).hasSize(33);
    }

    @Test
    void oneOrganisationSeesNothingOfAnother() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = closed();
        world.begin("another organisation");
        assertThat(world.notices()).isEmpty();
        world.run(() -> outbox.send(id));
        assertThat(NoticeWorld.mails()).isEmpty();
        world.confirmed("http://nuage.example/1.png");
        assertThat(world.notice().holdCause()).isEqualTo(HoldCause.NO_CONTACT);
    }

    @Autowired
    private org.vigie.item.ItemService itemService;

    @Autowired
    private java.time.Clock clock;

    private org.vigie.item.ItemService items() {
        return itemService;
    }

    private java.time.Instant clockNow() {
        return clock.instant();
    }

    private NoticeId closed() {
        NoticeId id = world.notice().id();
        world.run(() -> service.close(id));
        return id;
    }

    /** The note that a mail is being sent, without sending it. */
    private SendingService.Ready ready(NoticeId id) {
        return (SendingService.Ready) sending.prepare(id, Map.of(), Optional.empty());
    }

    /** Answers what was handed over, refused or not. */
    private String sendThrough(Map<String, String> replies, NoticeId id) throws Exception {
        try (var server = new ScriptedSmtp(InetAddress.getLoopbackAddress(), replies)) {
            var elsewhere =
                    new NoticeOutbox(sending, hosts, new MailDoor(to("127.0.0.1", server.port()), Mode.TEST), work);
            world.run(() -> elsewhere.send(id));
            return String.join("\n", server.mails());
        }
    }

    private MailSettings to(String host, int port) {
        return new MailSettings(
                host,
                port,
                settings.security(),
                "",
                null,
                settings.from(),
                settings.connectTimeout(),
                settings.readTimeout());
    }
}
