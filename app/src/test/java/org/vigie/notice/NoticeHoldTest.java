package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemState;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.Refusal;

class NoticeHoldTest extends NoticeTestBase {
    private static final String NUAGE = "Nuage,nuage.example,abuse@nuage.example,fr,,";

    @Autowired
    private NoticeService service;

    @Autowired
    private ProviderService providers;

    @Autowired
    private ItemDecisionService decisions;

    @ParameterizedTest
    @CsvSource({
        "Nuage;nuage.example;abuse@nuage.example;fr;true;, APPROVED, POLICE, POLICE_HOLD",
        "Nuage;nuage.example;abuse@nuage.example;fr;;true, APPROVED, NON_DISCLOSURE, NON_DISCLOSURE",
        "Nuage;nuage.example;abuse@nuage.example;fr;;, NEEDS_APPROVAL, NEW_CONTACT, NEW_CONTACT",
        "Other;other.example;abuse@other.example;fr;;, APPROVED, NO_CONTACT, NO_CONTACT"
    })
    void whatMayNotBeSentWaitsWithItsReason(String line, ContactTrust trust, HoldCause cause, HoldReason reason) {
        world.providers(trust, line.replace(';', ','));
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        world.send();
        assertThat(world.notice().state()).isEqualTo(NoticeState.HELD);
        assertThat(world.notice().holdCause()).isEqualTo(cause);
        assertThat(world.item(item).holdReason()).isEqualTo(reason);
        assertThat(NoticeWorld.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true;", ";true"})
    void aPersonsWordLetsItGo(String marks) {
        world.providers(ContactTrust.APPROVED, NUAGE.substring(0, NUAGE.length() - 1) + marks.replace(';', ','));
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        world.run(() -> service.release(world.notice().id(), "the police agreed", NoticeWorld.PERSON));
        assertThat(world.item(item).state()).isEqualTo(ItemState.CONFIRMED);
        world.send();
        assertThat(NoticeWorld.mails()).hasSize(1);
        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void aNewContactIsNotReleasedButApproved() {
        world.providers(ContactTrust.NEEDS_APPROVAL, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        NoticeId id = world.notice().id();
        assertThatThrownBy(() -> world.run(() -> service.release(id, "go", NoticeWorld.PERSON)))
                .isInstanceOf(Refusal.class)
                .extracting(refusal -> ((Refusal) refusal).key())
                .isEqualTo("notice.refused.new-contact");

        var contact = java.util.Objects.requireNonNull(world.notice(id).contact());
        world.run(() -> providers.approve(contact, NoticeWorld.PERSON));
        world.run(() -> NoticeWork.reconsider(service, contact));
        assertThat(world.item(item).state()).isEqualTo(ItemState.CONFIRMED);
        world.send();
        assertThat(NoticeWorld.mails()).hasSize(1);
    }

    @Test
    void whatWaitsForAnotherContactBlocksNothing() {
        for (int i = 0; i <= NoticeLimits.RECONSIDERED_MAX; i++) {
            world.confirmed("http://nobody.example/%d.png".formatted(i));
        }
        world.advance(java.time.Duration.ofMinutes(1));
        world.confirmed("http://nuage.example/1.png");
        NoticeId last = world.newest().id();
        world.providers(ContactTrust.APPROVED, NUAGE);
        var contact = world.in(
                () -> providers.contactFor("nuage.example", null).orElseThrow().id());
        world.run(() -> NoticeWork.reconsider(service, contact));
        assertThat(world.notice(last).state()).isEqualTo(NoticeState.QUEUED);
    }

    @Test
    void aProviderAddedLaterLetsTheWaitingGo() {
        world.confirmed("http://nuage.example/1.png");
        NoticeId id = world.notice().id();
        assertThatThrownBy(() -> world.run(() -> service.release(id, "go", NoticeWorld.PERSON)))
                .isInstanceOf(Refusal.class);
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.run(() -> service.release(id, "provider added", NoticeWorld.PERSON));
        world.send();
        assertThat(NoticeWorld.mails()).extracting(NoticeWorld::to).containsExactly("abuse@nuage.example");
    }

    @ParameterizedTest
    @CsvSource({
        "NEAR, CSAM, NEAR_MATCH",
        "EXACT, CSAM, LIST_POLICY",
        "EXACT, HARMFUL_ABUSIVE, CLASS_NOT_NOTIFIED",
        "EXACT, UNMAPPED, CLASS_NOT_NOTIFIED"
    })
    void whatNoListLetsNotifyWaitsForAPerson(ItemMatch.Kind kind, MaterialClass materialClass, HoldReason reason) {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png", NoticeWorld.match(kind, materialClass, false));
        assertThat(world.item(item).holdReason()).isEqualTo(reason);
        assertThat(world.notices()).isEmpty();

        if (materialClass == MaterialClass.UNMAPPED) {
            assertThatThrownBy(() -> release(item)).isInstanceOf(Refusal.class);
            assertThat(world.item(item).state()).isEqualTo(ItemState.HELD);
            return;
        }
        release(item);
        world.send();
        assertThat(world.notice().materialClass()).isEqualTo(materialClass);
        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void classesNeverShareALetter() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        world.confirmed("http://nuage.example/1.png");
        var other = world.confirmed(
                "http://nuage.example/2.png",
                NoticeWorld.match(ItemMatch.Kind.EXACT, MaterialClass.HARMFUL_ABUSIVE, false));
        release(other);
        assertThat(world.notices())
                .extracting(Notice::materialClass)
                .containsExactlyInAnyOrder(MaterialClass.CSAM, MaterialClass.HARMFUL_ABUSIVE);
    }

    @Test
    void anItemThatItsNoticeHoldsIsReleasedThere() {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,true,");
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        assertThatThrownBy(() -> release(item))
                .isInstanceOf(Refusal.class)
                .extracting(refusal -> ((Refusal) refusal).key())
                .isEqualTo("notice.refused.held-notice");
    }

    @Test
    void aDeclinedNoticeIsNotSentAndItsItemsMayBeAskedForAnew() {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,true,");
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        NoticeId id = world.notice().id();
        world.run(() -> service.decline(id, "an inquiry runs", NoticeWorld.PERSON));
        assertThat(world.notice(id).state()).isEqualTo(NoticeState.DECLINED);
        assertThat(world.item(item).state()).isEqualTo(ItemState.HELD);
        release(item);
        assertThat(world.notices()).hasSize(2);
    }

    @Test
    void aNoticeThatCameBackLeavesItsItemsToAPerson() {
        world.providers(ContactTrust.APPROVED, NUAGE);
        var item = world.confirmed("http://nuage.example/1.png");
        world.send();
        world.run(() -> service.bounced(world.notice().id(), NoticeWorld.PERSON));
        assertThat(world.notice().state()).isEqualTo(NoticeState.BOUNCED);
        assertThat(world.item(item).holdReason()).isEqualTo(HoldReason.UNDELIVERABLE);
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,new@nuage.example,fr,,");
        release(item);
        world.send();
        assertThat(NoticeWorld.mails())
                .extracting(NoticeWorld::to)
                .containsExactlyInAnyOrder("abuse@nuage.example", "new@nuage.example");
    }

    private void release(org.vigie.item.ItemId item) {
        world.run(() -> decisions.released(item, NoticeWorld.PERSON, "looked into it"));
    }
}
