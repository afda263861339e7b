package org.vigie.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.database.Mode;
import org.vigie.item.ItemMatch;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.Contact;

/** Turns a notice and its items into the letter and the mail. */
@Component
class Composer {
    /** One item of a notice, with the id of its report. */
    record Part(UUID report, Subject subject) {}

    private final Notices notices;
    private final Subjects subjects;
    private final Letters letters;
    private final OrganisationService organisations;
    private final NoticeSettings settings;
    private final MailSettings mail;
    private final Mode mode;

    Composer(
            Notices notices,
            Subjects subjects,
            Letters letters,
            OrganisationService organisations,
            NoticeSettings settings,
            MailSettings mail,
            Mode mode) {
        this.notices = notices;
        this.subjects = subjects;
        this.letters = letters;
        this.organisations = organisations;
        this.settings = settings;
        this.mail = mail;
        this.mode = mode;
    }

    /** @param contact null for a letter that is only shown, as long as nobody is known to write to */
    Letter compose(Notice notice, @Nullable Contact contact, List<Part> parts, Instant now) {
        var items = new ArrayList<LetterItem>();
        for (Part part : parts) {
            items.add(item(notice, part));
        }
        return letters.write(new LetterFacts(
                notice.first().value(),
                notice.reminder(),
                notice.reminder() == 0 ? null : first(notice).sentAt(),
                java.util.Locale.of(notice.language()),
                notice.materialClass(),
                contact == null ? "?" : contact.providerName(),
                reporter(notice),
                now,
                mode == Mode.TEST,
                items));
    }

    Mail mail(Notice notice, Contact contact, Letter letter) {
        return new Mail(
                notice.messageId(),
                notice.reminder() == 0 ? null : first(notice).messageId(),
                notice.first().toString(),
                notice.reminder(),
                contact.email(),
                answersTo(),
                notice.language(),
                letter);
    }

    private Notice first(Notice notice) {
        return notices.find(notice.first()).orElseThrow();
    }

    private LetterFacts.Reporter reporter(Notice notice) {
        return new LetterFacts.Reporter(
                organisations.name(notice.org()).orElseThrow(),
                answersTo(),
                settings.reporterDomain(),
                settings.classification());
    }

    private String answersTo() {
        return settings.answersTo().isEmpty() ? mail.from() : settings.answersTo();
    }

    private LetterItem item(Notice notice, Part part) {
        Subject subject = part.subject();
        MediaHashes hashes = subject.hashes();
        List<ItemMatch> matches = subjects.named(subject, notice.materialClass());
        return new LetterItem(
                part.report(),
                subject.address().text(),
                subject.address().defanged(),
                subject.host(),
                subject.foundOn().stream()
                        .limit(NoticeLimits.PAGES_OF_ITEM_MAX)
                        .map(CanonicalAddress::defanged)
                        .toList(),
                subject.ip() == null ? null : subject.ip().getHostAddress(),
                new LetterItem.Hashes(
                        hashes.sha256().hex(), hashes.sha1().hex(), hashes.md5().hex()),
                matches.isEmpty() ? subject.matches() : matches,
                subject.firstSeen(),
                subject.lastSeen());
    }
}
