package org.vigie.notice;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.provider.Contact;
import org.vigie.provider.ProviderService;
import org.vigie.work.WorkQueue;

/** The two transactions around one try to send: what is noted before, and what is noted after. */
@Service
class SendingService {
    private static final AuditActor SYSTEM = AuditActor.system("notice");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What shall happen with a notice now. */
    sealed interface Next {}

    /** It is noted as being sent: hand it over. */
    record Ready(Mail mail) implements Next {}

    /** Not before then. */
    record Wait(Instant until) implements Next {}

    /** It is not to be sent. */
    record Nothing() implements Next {}

    private final Notices notices;
    private final NoticeItems noticeItems;
    private final NoticeService noticeService;
    private final Subjects subjects;
    private final Composer composer;
    private final NoticeWords words;
    private final ItemService items;
    private final ProviderService providers;
    private final AuditService audit;
    private final WorkQueue work;
    private final ApplicationEventPublisher events;
    private final NoticeSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    SendingService(
            Notices notices,
            NoticeItems noticeItems,
            NoticeService noticeService,
            Subjects subjects,
            Composer composer,
            NoticeWords words,
            ItemService items,
            ProviderService providers,
            AuditService audit,
            WorkQueue work,
            ApplicationEventPublisher events,
            NoticeSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.notices = notices;
        this.noticeItems = noticeItems;
        this.noticeService = noticeService;
        this.subjects = subjects;
        this.composer = composer;
        this.words = words;
        this.items = items;
        this.providers = providers;
        this.audit = audit;
        this.work = work;
        this.events = events;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The hosts whose addresses decide to whom the notice goes; none once it may have arrived. */
    @Transactional(readOnly = true)
    public Set<String> hosts(NoticeId id) {
        return notices.find(id).filter(notice -> notice.uncertainTries() == 0).stream()
                .flatMap(notice -> noticeItems.of(notice.id()).stream())
                .map(row -> subjects.of(row.item()).host())
                .collect(Collectors.toSet());
    }

    /**
     * Notes that the notice is being sent, after a last look at whom it goes to and whether it may.
     *
     * @param addresses where the hosts lead now; a host that is not there could not be looked up
     * @param obstacle why no mail can leave at all, as a code
     */
    @Transactional
    public Next prepare(NoticeId id, Map<String, InetAddress> addresses, Optional<String> obstacle) {
        Instant now = clock.instant();
        Optional<Notice> found = notices.lock(id);
        if (found.isEmpty()) {
            return new Nothing();
        }
        Notice notice = found.get();
        Optional<Instant> wait = notBefore(notice, now);
        if (wait.isPresent()) {
            return new Wait(wait.get());
        }
        if (notice.state() == NoticeState.SENDING) {
            notice = notice.uncertain("LEFT_OFF", now);
            audit.record(AuditAct.of("notice.uncertain", SYSTEM, id));
        }
        if (notice.state() != NoticeState.QUEUED && notice.state() != NoticeState.UNCERTAIN) {
            return new Nothing();
        }
        if (notice.tries() >= settings.triesMax()) {
            refuse(notice, "TRIES_USED_UP", now);
            return new Nothing();
        }
        if (obstacle.isPresent()) {
            Instant until = now.plus(settings.retryFirst());
            count(obstacle.get());
            notices.save(notice.later(obstacle.get(), until), now);
            return new Wait(until);
        }
        return notice.uncertainTries() > 0 ? again(notice, now) : first(notice, addresses, now);
    }

    /** Notes how a try ended. */
    @Transactional
    public void conclude(NoticeId id, Delivery delivery) {
        Notice notice = notices.lock(id).orElseThrow();
        if (notice.state() != NoticeState.SENDING) {
            return;
        }
        Instant now = clock.instant();
        Instant retry = now.plus(settings.pauseAfter(notice.tries()));
        switch (delivery) {
            case Delivery.Taken _ -> taken(notice, now);
            case Delivery.Refused(String code) -> refuse(notice, code, now);
            case Delivery.Later(String code) -> tryAgain(notice.later(code, retry), retry, now);
            case Delivery.NotTried(String code) -> {
                Instant until = now.plus(settings.pauseWithoutServer(Duration.between(notice.createdAt(), now)));
                count(code);
                tryAgain(notice.notTried(code, until), until, now);
            }
            case Delivery.Unknown(String code) -> {
                audit.record(AuditAct.of("notice.uncertain", SYSTEM, id));
                tryAgain(notice.uncertain(code, retry), retry, now);
            }
        }
    }

    /** Another process may be sending it, a pause may not be over, or this minute's mails may be used up. */
    private Optional<Instant> notBefore(Notice notice, Instant now) {
        Instant tried = notice.triedAt();
        Instant next = notice.nextTryAt();
        return switch (notice.state()) {
            case SENDING ->
                Optional.of(Objects.requireNonNull(tried).plus(settings.sendingLease()))
                        .filter(now::isBefore);
            case QUEUED, UNCERTAIN -> {
                if (next != null && now.isBefore(next)) {
                    yield Optional.of(next);
                }
                boolean usedUp = notices.triesSince(now.minus(MINUTE)) >= settings.mailsPerMinute();
                yield usedUp ? Optional.of(now.plus(MINUTE.dividedBy(settings.mailsPerMinute()))) : Optional.empty();
            }
            case DRAFT, HELD, SENT, BOUNCED, REFUSED, DECLINED, WITHDRAWN -> Optional.empty();
        };
    }

    /** Nobody can have it yet: it is written now, to whoever is responsible now. */
    private Next first(Notice notice, Map<String, InetAddress> addresses, Instant now) {
        List<Composer.Part> parts = responsible(notice, addresses);
        if (parts.isEmpty()) {
            notices.save(notice.withdrawn(), now);
            audit.record(AuditAct.of("notice.withdrawn", SYSTEM, notice.id()));
            return new Nothing();
        }
        Contact contact = contact(notice);
        Optional<HoldCause> hold = HoldCause.of(contact, notice.lifted());
        if (hold.isPresent() || contact == null) {
            noticeService.hold(notice, hold.orElse(HoldCause.NO_CONTACT), now);
            return new Nothing();
        }
        Letter letter = composer.compose(notice, contact, parts, now);
        words.keep(notice.id(), letter);
        notices.save(notice.sending(now), now);
        return new Ready(composer.mail(notice, contact, letter));
    }

    /** It may have arrived: the same message, word for word. */
    private Next again(Notice notice, Instant now) {
        Contact contact = contact(notice);
        if (contact == null) {
            refuse(notice, "CONTACT_REMOVED", now);
            return new Nothing();
        }
        notices.save(notice.sending(now), now);
        return new Ready(
                composer.mail(notice, contact, words.letter(notice.id()).orElseThrow()));
    }

    /** Leaves out what is over, and hands what another contact is responsible for by now to that contact's draft. */
    private List<Composer.Part> responsible(Notice notice, Map<String, InetAddress> addresses) {
        var parts = new ArrayList<Composer.Part>();
        for (NoticeItems.Row row : noticeItems.of(notice.id())) {
            Subject subject = subjects.of(row.item());
            if (subject.spell() != row.spell() || !isOpen(subject.state())) {
                noticeItems.leaveOut(row.report(), NoticeItems.LeftOut.CLOSED);
                continue;
            }
            Optional<HoldReason> stopped = subjects.heldByEntry(subject);
            if (stopped.isPresent()) {
                noticeItems.leaveOut(row.report(), NoticeItems.LeftOut.ENTRY_STOPPED);
                noticeItems.stopAsking(row.item(), row.spell());
                items.held(row.item(), stopped.get());
                continue;
            }
            InetAddress address = addresses.getOrDefault(subject.host(), subject.ip());
            boolean ours = providers
                    .contactFor(subject.host(), address)
                    .map(contact -> contact.id().equals(notice.contact()))
                    .orElse(false);
            if (ours) {
                parts.add(new Composer.Part(row.report(), subject));
            } else {
                moved(notice, row, subject.at(address));
            }
        }
        return parts;
    }

    /** Only what this request still asks for is asked for anew: a later request has its own contact and reminders. */
    private void moved(Notice notice, NoticeItems.Row row, Subject subject) {
        boolean asked = noticeItems
                .asking(row.item(), row.spell())
                .filter(notice.first()::equals)
                .isPresent();
        noticeItems.leaveOut(row.report(), NoticeItems.LeftOut.MOVED);
        if (asked) {
            noticeItems.stopAsking(row.item(), row.spell());
            audit.record(AuditAct.of("notice.item.moved", SYSTEM, notice.id(), row.item()));
            noticeService.request(subject);
        }
    }

    private static boolean isOpen(ItemState state) {
        return state == ItemState.NOTIFIED || state == ItemState.CONFIRMED;
    }

    private void taken(Notice notice, Instant now) {
        notices.save(notice.sent(now), now);
        List<NoticeItems.Row> rows = noticeItems.of(notice.id());
        audit.record(new AuditAct(
                "notice.sent",
                SYSTEM,
                List.of(notice.id().toString()),
                Map.of(
                        "items", String.valueOf(rows.size()),
                        "reminder", String.valueOf(notice.reminder()),
                        "uncertain_tries", String.valueOf(notice.uncertainTries()))));
        if (notice.reminder() == 0) {
            for (NoticeItems.Row row : rows) {
                items.notified(row.item(), now);
            }
            work.add(NoticeWork.REMIND, notice.org(), notice.id().value(), now.plus(settings.reminderEvery()));
        }
        events.publishEvent(new NoticeSent(notice.id(), notice.reminder(), now));
    }

    /** For an operator: mails that wait because of our own server. */
    private void count(String code) {
        metrics.counter("vigie.notice.kept", "code", code).increment();
    }

    private void tryAgain(Notice notice, Instant retry, Instant now) {
        if (notice.tries() >= settings.triesMax()) {
            refuse(notice, Objects.requireNonNullElse(notice.lastReply(), "TRIES_USED_UP"), now);
        } else {
            notices.save(notice, now);
            work.add(NoticeWork.SEND, notice.org(), notice.id().value(), retry);
        }
    }

    private void refuse(Notice notice, String code, Instant now) {
        notices.save(notice.refused(code), now);
        audit.record(new AuditAct("notice.refused", SYSTEM, List.of(notice.id().toString()), Map.of("code", code)));
        noticeService.undeliverable(notice);
    }

    private @Nullable Contact contact(Notice notice) {
        return notice.contact() == null
                ? null
                : providers.contact(notice.contact()).orElse(null);
    }
}
