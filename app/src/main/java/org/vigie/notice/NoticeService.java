package org.vigie.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.provider.Contact;
import org.vigie.provider.ContactId;
import org.vigie.provider.ProviderService;
import org.vigie.staff.Refusal;
import org.vigie.work.WorkQueue;

/** Decides what is asked of whom: gathers items into drafts, holds what may not be sent, and takes people's decisions. */
@Service
public class NoticeService {
    private static final AuditActor SYSTEM = AuditActor.system("notice");

    /** Drafts are tried so often when two transactions open one for the same contact at once. */
    private static final int DRAFT_TRIES_MAX = 5;

    private final Notices notices;
    private final NoticeItems noticeItems;
    private final Subjects subjects;
    private final ItemService items;
    private final ItemDecisionService decisions;
    private final ProviderService providers;
    private final NoticeWords words;
    private final AuditService audit;
    private final WorkQueue work;
    private final NoticeSettings settings;
    private final MailSettings mail;
    private final Clock clock;

    NoticeService(
            Notices notices,
            NoticeItems noticeItems,
            Subjects subjects,
            ItemService items,
            ItemDecisionService decisions,
            ProviderService providers,
            NoticeWords words,
            AuditService audit,
            WorkQueue work,
            NoticeSettings settings,
            MailSettings mail,
            Clock clock) {
        this.notices = notices;
        this.noticeItems = noticeItems;
        this.subjects = subjects;
        this.items = items;
        this.decisions = decisions;
        this.providers = providers;
        this.words = words;
        this.audit = audit;
        this.work = work;
        this.settings = settings;
        this.mail = mail;
        this.clock = clock;
    }

    /** An item is confirmed: it joins a draft, or waits for a person where no list lets it notify by itself. */
    @Transactional
    public void itemConfirmed(ItemId item) {
        Subject subject = subjects.of(item);
        Optional<HoldReason> policy = subject.heldByPolicy().or(() -> subjects.heldByEntry(subject));
        if (policy.isPresent()) {
            items.held(item, policy.get());
        } else if (noticeItems.asking(item, subject.spell()).isEmpty()) {
            request(subject);
        }
    }

    /**
     * A person let an item go on.
     *
     * @throws Refusal when its notice is what holds it, or when no words of ours fit its class
     */
    @Transactional
    public void itemReleased(ItemId item) {
        Subject subject = subjects.of(item);
        Optional<Notice> asking = noticeItems.asking(item, subject.spell()).flatMap(notices::find);
        if (asking.isPresent()) {
            if (asking.get().state() == NoticeState.HELD) {
                throw new Refusal("notice.refused.held-notice");
            }
            return;
        }
        if (subject.materialClass() == MaterialClass.UNMAPPED) {
            throw new Refusal("notice.refused.class");
        }
        request(subject);
    }

    /**
     * An item was put into a compartment. It leaves the draft of others for one there; what named it already goes there with
     * it, since it names its address. A notice that lies in a compartment never comes out of it.
     */
    @Transactional
    public void itemMoved(ItemId item) {
        for (NoticeItems.Named named : noticeItems.naming(item)) {
            Optional<Notice> notice = notices.lock(named.notice());
            if (notice.filter(one -> one.state() == NoticeState.DRAFT).isPresent()) {
                noticeItems.leaveOut(named.id(), NoticeItems.LeftOut.MOVED);
                request(subjects.of(item));
            } else {
                notices.follow(named.notice(), item);
            }
        }
    }

    /** Lets an item join the open draft of the contact for its host; holds it where there is none. */
    void request(Subject subject) {
        Optional<Contact> contact = providers.contactFor(subject.host(), subject.ip());
        if (contact.isEmpty()) {
            holdUnaddressed(subject);
            return;
        }
        Notice draft = openDraft(target(contact.get(), subject.materialClass()), subject.item());
        Instant now = clock.instant();
        if (!noticeItems.ask(draft.org(), draft.id(), subject.item(), subject.spell(), now)) {
            return;
        }
        if (noticeItems.of(draft.id()).size() >= settings.itemsMax()) {
            decide(draft, now);
        }
    }

    /** The time for gathering is over. */
    @Transactional
    public void close(NoticeId id) {
        notices.lock(id)
                .filter(notice -> notice.state() == NoticeState.DRAFT)
                .ifPresent(notice -> decide(notice, clock.instant()));
    }

    /**
     * A person lets a held notice go.
     *
     * @param reason kept sealed with the notice
     * @throws Refusal when it is not held, or when what holds it must be put right elsewhere first
     */
    @Transactional
    public void release(NoticeId id, String reason, AuditActor by) {
        Notice notice = held(id);
        HoldCause cause = cause(notice);
        words.keep(id, reason);
        Notice lifted = cause.liftedByWord() ? notice.lifted(cause) : readdressed(notice);
        if (!cause.liftedByWord()
                && HoldCause.of(contact(lifted), lifted.lifted())
                        .filter(cause::equals)
                        .isPresent()) {
            throw new Refusal(
                    "notice.refused." + cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        audit.record(new AuditAct("notice.released", by, List.of(id.toString()), Map.of("cause", cause.name())));
        decide(lifted, clock.instant());
        releaseItems(id, by);
    }

    /** A person decides that a held notice is not sent. Its items stay with the person who looks at them. */
    @Transactional
    public void decline(NoticeId id, String reason, AuditActor by) {
        Notice notice = held(id);
        words.keep(id, reason);
        notices.save(notice.declined(), clock.instant());
        noticeItems.of(id).forEach(row -> noticeItems.stopAsking(row.item(), row.spell()));
        audit.record(AuditAct.of("notice.declined", by, id));
    }

    /** A person says that a sent notice came back. Its items wait for a person again. */
    @Transactional
    public void bounced(NoticeId id, AuditActor by) {
        Notice notice = notices.lock(id).orElseThrow(() -> new Refusal("notice.refused.unknown"));
        if (notice.state() != NoticeState.SENT) {
            throw new Refusal("notice.refused.not-sent");
        }
        notices.save(notice.bounced(), clock.instant());
        audit.record(AuditAct.of("notice.bounced", by, id));
        undeliverable(notice);
    }

    /**
     * A contact was approved: what waited for it, or for any contact, is decided again, a page at a time.
     *
     * @param after where the last page ended; null for the first
     * @return where this page ended; nothing after the last
     */
    @Transactional
    public Optional<Notices.Cursor> reconsider(ContactId contact, Notices.@Nullable Cursor after) {
        List<Notices.Cursor> page = notices.waitingFor(contact, after, NoticeLimits.RECONSIDERED_MAX);
        for (Notices.Cursor one : page) {
            notices.lock(new NoticeId(one.id()))
                    .filter(notice -> notice.state() == NoticeState.HELD)
                    .ifPresent(this::reconsider);
        }
        return page.size() < NoticeLimits.RECONSIDERED_MAX ? Optional.empty() : Optional.of(page.getLast());
    }

    private void reconsider(Notice notice) {
        Notice again = readdressed(notice);
        if (HoldCause.of(contact(again), again.lifted())
                .filter(cause(notice)::equals)
                .isEmpty()) {
            decide(again, clock.instant());
            releaseItems(notice.id(), SYSTEM);
        }
    }

    /** Held with its cause, or queued. */
    void decide(Notice notice, Instant now) {
        Optional<HoldCause> cause = HoldCause.of(contact(notice), notice.lifted());
        if (cause.isPresent()) {
            hold(notice, cause.get(), now);
        } else {
            notices.save(notice.decided(null, now), now);
            work.add(NoticeWork.SEND, notice.org(), notice.id().value(), now);
        }
    }

    void hold(Notice notice, HoldCause cause, Instant now) {
        notices.save(notice.decided(cause, now), now);
        audit.record(
                new AuditAct("notice.held", SYSTEM, List.of(notice.id().toString()), Map.of("cause", cause.name())));
        if (notice.reminder() == 0) {
            for (NoticeItems.Row row : noticeItems.of(notice.id())) {
                if (subjects.state(row.item()) == ItemState.CONFIRMED) {
                    items.held(row.item(), cause.itemReason());
                }
            }
        }
    }

    /** Nobody takes the notice: what no later one asks for waits for a person, and may be asked for again. */
    void undeliverable(Notice notice) {
        for (NoticeItems.Row row : noticeItems.of(notice.id())) {
            Optional<NoticeId> asking = noticeItems.asking(row.item(), row.spell());
            if (asking.filter(notice.first()::equals).isEmpty()) {
                continue;
            }
            noticeItems.stopAsking(row.item(), row.spell());
            ItemState state = subjects.state(row.item());
            if (state == ItemState.CONFIRMED || state == ItemState.NOTIFIED) {
                items.held(row.item(), HoldReason.UNDELIVERABLE);
            }
        }
    }

    private void holdUnaddressed(Subject subject) {
        OrgId org = CurrentOrganisation.require();
        Instant now = clock.instant();
        var target = new Notice.Target(null, subject.materialClass(), Locale.ENGLISH.getLanguage());
        Notice notice = Notice.unaddressed(NoticeId.fresh(), org, target, mail.domain(), now);
        notices.add(notice, subject.item());
        noticeItems.ask(org, notice.id(), subject.item(), subject.spell(), now);
        audit.record(new AuditAct(
                "notice.held", SYSTEM, List.of(notice.id().toString()), Map.of("cause", HoldCause.NO_CONTACT.name())));
        if (subject.state() == ItemState.CONFIRMED) {
            items.held(subject.item(), HoldReason.NO_CONTACT);
        }
    }

    private Notice openDraft(Notice.Target target, ItemId item) {
        OrgId org = CurrentOrganisation.require();
        ContactId contact = java.util.Objects.requireNonNull(target.contact());
        for (int i = 0; i < DRAFT_TRIES_MAX; i++) {
            Optional<Notice> open = notices.lockDraft(contact, target.materialClass(), item);
            if (open.isPresent()) {
                return open.get();
            }
            Instant now = clock.instant();
            Notice fresh = Notice.request(NoticeId.fresh(), org, target, mail.domain(), now);
            if (notices.add(fresh, item)) {
                work.add(NoticeWork.CLOSE, org, fresh.id().value(), now.plus(settings.grouping()));
                return fresh;
            }
        }
        throw new IllegalStateException("no draft could be opened for contact " + contact);
    }

    /** The same notice to whoever is responsible for its first item's host by now. */
    private Notice readdressed(Notice notice) {
        return noticeItems.of(notice.id()).stream()
                .findFirst()
                .map(row -> subjects.of(row.item()))
                .flatMap(subject -> providers.contactFor(subject.host(), subject.ip()))
                .map(contact -> notice.to(target(contact, notice.materialClass())))
                .orElse(notice);
    }

    private void releaseItems(NoticeId id, AuditActor by) {
        if (notices.find(id).map(Notice::state).orElseThrow() != NoticeState.QUEUED) {
            return;
        }
        for (NoticeItems.Row row : noticeItems.of(id)) {
            if (subjects.state(row.item()) == ItemState.HELD) {
                decisions.released(row.item(), by, "notice " + id);
            }
        }
    }

    private Notice held(NoticeId id) {
        return notices.lock(id)
                .filter(notice -> notice.state() == NoticeState.HELD)
                .orElseThrow(() -> new Refusal("notice.refused.not-held"));
    }

    private static HoldCause cause(Notice notice) {
        return java.util.Objects.requireNonNull(notice.holdCause());
    }

    private @Nullable Contact contact(Notice notice) {
        ContactId id = notice.contact();
        return id == null ? null : providers.contact(id).orElse(null);
    }

    static Notice.Target target(Contact contact, MaterialClass materialClass) {
        return new Notice.Target(contact.id(), materialClass, contact.language().getLanguage());
    }
}
