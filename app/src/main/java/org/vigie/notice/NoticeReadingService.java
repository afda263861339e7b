package org.vigie.notice;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.limit.Limit;
import org.vigie.provider.Contact;
import org.vigie.provider.ProviderService;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;

/** Notices as people read them. A letter holds addresses, so reading one is written to the audit log first. */
@Service
class NoticeReadingService {
    private final Notices notices;
    private final EndedNotices ended;
    private final NoticeItems noticeItems;
    private final Subjects subjects;
    private final NoticeWords words;
    private final Composer composer;
    private final ProviderService providers;
    private final Meter meter;
    private final AuditService audit;
    private final Clock clock;

    NoticeReadingService(
            Notices notices,
            EndedNotices ended,
            NoticeItems noticeItems,
            Subjects subjects,
            NoticeWords words,
            Composer composer,
            ProviderService providers,
            Meter meter,
            AuditService audit,
            Clock clock) {
        this.notices = notices;
        this.ended = ended;
        this.noticeItems = noticeItems;
        this.subjects = subjects;
        this.words = words;
        this.composer = composer;
        this.providers = providers;
        this.meter = meter;
        this.audit = audit;
        this.clock = clock;
    }

    /** Newest first, at most {@link NoticeLimits#PAGE_ROWS}; no address is opened. */
    @Transactional(readOnly = true)
    public List<NoticeRow> page(@Nullable NoticeState state, Notices.@Nullable Cursor before) {
        var rows = new ArrayList<NoticeRow>();
        for (Notice notice : notices.page(state, before, NoticeLimits.PAGE_ROWS)) {
            rows.add(new NoticeRow(
                    notice.id().value(),
                    notice.reminder(),
                    notice.state(),
                    notice.holdCause(),
                    contact(notice).map(Contact::providerName).orElse(null),
                    noticeItems.of(notice.id()).size(),
                    notice.createdAt(),
                    notice.sentAt(),
                    notice.uncertainTries()));
        }
        return rows;
    }

    /**
     * One notice with its letter, addresses defanged.
     *
     * @throws Refusal when the organisation has no such notice
     */
    @Transactional
    public NoticeView view(NoticeId id, AuditActor reader) {
        Notice notice = notices.find(id).orElseThrow(() -> new Refusal("notice.refused.unknown"));
        List<NoticeItems.Row> rows = noticeItems.of(id);
        meter.demand(Limit.REVEAL_OF_PERSON, reader, Math.max(1, rows.size()));
        audit.record(AuditAct.of("notice.read", reader, id));
        Optional<Contact> contact = contact(notice);
        Optional<Letter> written = words.letter(id);
        boolean isErased = ended.isErased(id.value());
        Optional<Letter> letter = isErased ? written : written.or(() -> draft(notice, contact.orElse(null), rows));
        return new NoticeView(
                notice,
                contact.map(Contact::providerName).orElse(null),
                contact.map(Contact::email).orElse(null),
                words.reason(id).orElse(null),
                isErased,
                written.isEmpty() && !isErased,
                letter.map(Letter::subject).orElse(null),
                letter.map(Letter::text).orElse(null),
                rows.stream()
                        .map(row -> new NoticeView.Part(row.item().value(), subjects.state(row.item())))
                        .toList(),
                notices.family(notice.first(), NoticeLimits.PAGE_ROWS).stream()
                        .map(one -> new NoticeView.Related(one.id().value(), one.reminder(), one.state(), one.sentAt()))
                        .toList());
    }

    private Optional<Letter> draft(Notice notice, @Nullable Contact contact, List<NoticeItems.Row> rows) {
        if (rows.isEmpty() || rows.stream().anyMatch(row -> subjects.isErased(row.item()))) {
            return Optional.empty();
        }
        var parts = new ArrayList<Composer.Part>();
        rows.forEach(row -> parts.add(new Composer.Part(row.report(), subjects.of(row.item()))));
        return Optional.of(composer.compose(notice, contact, parts, clock.instant()));
    }

    private Optional<Contact> contact(Notice notice) {
        return Optional.ofNullable(notice.contact()).flatMap(providers::contact);
    }
}
