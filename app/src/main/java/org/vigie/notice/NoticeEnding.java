package org.vigie.notice;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.retention.Kept;

/** How notices end: the letter and the words of people go; to whom it was sent, when, and by which Message-ID stays. */
@Component
class NoticeEnding implements Kept {
    private final EndedNotices ended;
    private final Clock clock;

    NoticeEnding(EndedNotices ended, Clock clock) {
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "NOTICE";
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return ended.old().olderThan(day, after, limit);
    }

    @Override
    public boolean isSeen(UUID notice) {
        return ended.exists(notice);
    }

    /** What the log says of a notice says what was asked of a host; nobody is named, and no place. */
    @Override
    public Set<UUID> traces(UUID notice) {
        return Set.of();
    }

    @Override
    public boolean erase(UUID notice) {
        return ended.erase(notice, clock.instant());
    }
}
