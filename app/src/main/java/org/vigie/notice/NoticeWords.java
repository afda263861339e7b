package org.vigie.notice;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;
import tools.jackson.databind.json.JsonMapper;

/** Seals and opens what a notice says: its letter, and the reasons that people gave. */
@Component
class NoticeWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Notices notices;
    private final Sealer sealer;

    NoticeWords(Notices notices, Sealer sealer) {
        this.notices = notices;
        this.sealer = sealer;
    }

    /** @throws Refusal when it is empty or too long */
    void keep(NoticeId id, String reason) {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > NoticeLimits.REASON_CHARACTERS_MAX) {
            throw new Refusal("notice.refused.reason", NoticeLimits.REASON_CHARACTERS_MAX);
        }
        notices.keepWords(id, sealer.seal(text, wordsOf(id)));
    }

    Optional<String> reason(NoticeId id) {
        return notices.words(id).map(kept -> sealer.open(kept, wordsOf(id)));
    }

    void keep(NoticeId id, Letter letter) {
        notices.keepLetter(id, sealer.seal(JSON.writeValueAsString(letter), letterOf(id)));
    }

    Optional<Letter> letter(NoticeId id) {
        return notices.letter(id).map(kept -> JSON.readValue(sealer.open(kept, letterOf(id)), Letter.class));
    }

    private static SealedIn wordsOf(NoticeId id) {
        return new SealedIn("notice", "words_sealed", id.value());
    }

    private static SealedIn letterOf(NoticeId id) {
        return new SealedIn("notice", "letter_sealed", id.value());
    }
}
