package org.vigie.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Sql;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemState;
import org.vigie.provider.ContactTrust;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.work.WorkHandler;

@TestPropertySource(properties = {"vigie.flood.items=4", "vigie.flood.hosts=100"})
class FloodTest extends NoticeTestBase {
    private static final ListName LIST = new ListName("Too common");
    private static final HashValue COMMON = new HashValue(HashAlgorithm.SHA256, "ab".repeat(32));
    private static final HashValue OTHER = new HashValue(HashAlgorithm.SHA256, "cd".repeat(32));

    @Autowired
    private HashListService lists;

    @Autowired
    private EntryHoldService holds;

    @Autowired
    private ItemDecisionService decisions;

    @Autowired
    private List<WorkHandler> handlers;

    @Autowired
    private JdbcClient db;

    @Autowired
    private MockMvcTester mvc;

    private HashList list;
    private HashEntry common;

    @BeforeEach
    void anEntryOfACommonPicture() {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,,");
        list = load(LIST, ListKind.MATCH);
        common = world.in(() -> lists.entry(list.id(), COMMON).orElseThrow());
    }

    @Test
    void anEntryThatMatchesFarTooMuchIsHeldAndNothingMoreIsSent() {
        List<ItemId> items = items(6, common);
        world.send();

        assertThat(world.in(() -> holds.open(common.id()))).isPresent();
        assertThat(NoticeWorld.mails()).isEmpty();
        assertThat(items).allSatisfy(item -> {
            assertThat(world.item(item).state()).isEqualTo(ItemState.HELD);
            assertThat(world.item(item).holdReason()).isEqualTo(HoldReason.ENTRY_HELD);
        });
    }

    @Test
    void whatDoesNotMatchTooMuchIsSent() {
        items(4, common);
        world.send();

        assertThat(world.in(() -> holds.open(common.id()))).isEmpty();
        assertThat(NoticeWorld.mails()).isNotEmpty();
    }

    @Test
    void theEntryReleasedTheItemsGoOnAndCountingBeginsAnew() {
        List<ItemId> items = items(6, common);
        world.send();

        world.run(() -> holds.release(common.id(), "It is right.", NoticeWorld.PERSON));
        follow();
        world.send();

        assertThat(NoticeWorld.mails()).isNotEmpty();
        assertThat(items)
                .allSatisfy(item -> assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED));
        items(1, common);
        assertThat(world.in(() -> holds.open(common.id()))).isEmpty();
    }

    @Test
    void theEntryWithdrawnTheItemsAreSettled() {
        List<ItemId> items = items(6, common);
        world.send();

        world.run(() -> lists.withdraw(common.id(), "It is a landscape.", NoticeWorld.PERSON));
        follow();
        world.send();

        assertThat(NoticeWorld.mails()).isEmpty();
        assertThat(items)
                .allSatisfy(item -> assertThat(world.item(item).state()).isEqualTo(ItemState.DISMISSED));
    }

    @Test
    void anItemThatAnotherEntryLetsNotifyIsNotStopped() {
        items(6, common);
        HashEntry other = world.in(() -> lists.entry(list.id(), OTHER).orElseThrow());

        ItemId item = world.confirmed("http://nuage.example/other.png", match(other));
        world.send();

        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void whatWasWithdrawnOrIsOnANegativeListSinceIsNotSent() {
        ItemId one = world.confirmed("http://nuage.example/1.png", match(common));
        HashEntry other = world.in(() -> lists.entry(list.id(), OTHER).orElseThrow());
        ItemId two = world.confirmed("http://nuage.example/2.png", match(other));
        world.run(() -> lists.withdraw(common.id(), "It is a landscape.", NoticeWorld.PERSON));
        load(new ListName("Benign"), ListKind.NEGATIVE);

        world.send();

        assertThat(NoticeWorld.mails()).isEmpty();
        assertThat(world.item(one).holdReason()).isEqualTo(HoldReason.ENTRY_WITHDRAWN);
        assertThat(world.item(two).holdReason()).isEqualTo(HoldReason.ENTRY_WITHDRAWN);
    }

    @Test
    void aLetterNamesOnlyEntriesThatCountAndMayNotify() throws Exception {
        HashEntry other = world.in(() -> lists.entry(list.id(), OTHER).orElseThrow());
        ItemMatch counts = new ItemMatch(
                list.id(), "Counts", other.id(), other.hash(), ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
        ItemMatch withdrawn = new ItemMatch(
                list.id(), "Ceased", common.id(), COMMON, ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
        world.confirmed(
                "http://nuage.example/1.png",
                withdrawn,
                counts,
                new ItemMatch(
                        list.id(),
                        "Advisory",
                        new EntryId(7),
                        COMMON,
                        ItemMatch.Kind.EXACT,
                        0,
                        MaterialClass.CSAM,
                        false));
        world.run(() -> lists.withdraw(common.id(), "It is a landscape.", NoticeWorld.PERSON));
        world.send();

        var parts = (jakarta.mail.internet.MimeMultipart)
                NoticeWorld.mails().getFirst().getContent();
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Counts")
                .doesNotContain("Ceased", "Advisory");
        assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), UTF_8))
                .contains("Counts")
                .doesNotContain("Ceased", "Advisory");
    }

    @Test
    void aPersonsWordAboutOneItemIsEnough() {
        ItemId item = items(6, common).getFirst();
        world.send();

        world.run(() -> decisions.released(item, NoticeWorld.PERSON, "Looked at with the source."));
        world.send();

        assertThat(world.item(item).state()).isEqualTo(ItemState.NOTIFIED);
    }

    @Test
    void anItemThatAPersonReleasedIsNotAskedForByAnEntryWithdrawnSince() {
        ItemMatch advisory = new ItemMatch(
                list.id(), LIST.text(), common.id(), COMMON, ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, false);
        ItemId item = world.confirmed("http://nuage.example/advisory.png", advisory);
        world.run(() -> decisions.released(item, NoticeWorld.PERSON, "The list's owner agrees."));
        world.run(() -> lists.withdraw(common.id(), "It is a landscape.", NoticeWorld.PERSON));

        world.send();

        assertThat(NoticeWorld.mails()).isEmpty();
        assertThat(world.item(item).holdReason()).isEqualTo(HoldReason.ENTRY_WITHDRAWN);
    }

    @Test
    void thePagesShowItAndAKeeperReleasesIt() {
        items(6, common);
        var keeper = new SignedIn(UUID.randomUUID(), world.org(), Set.of(Role.LIST_KEEPER), "Camille");
        String page = "/lists/%s".formatted(list.id().value());
        String entry = page + "/entries/" + common.id().value();

        for (String language : new String[] {"en", "fr"}) {
            assertThat(mvc.get().uri(page + "?lang=" + language).with(user(keeper)))
                    .bodyText()
                    .contains(language.equals("en") ? "match far too much" : "concordent beaucoup trop")
                    .doesNotContain("??");
            assertThat(mvc.get().uri(entry + "?lang=" + language).with(user(keeper)))
                    .bodyText()
                    .contains("/release")
                    .doesNotContain("??");
        }
        assertThat(mvc.post()
                        .uri(entry + "/release")
                        .param("reason", "It is right.")
                        .with(user(keeper))
                        .with(csrf()))
                .hasRedirectedUrl(entry);
        assertThat(mvc.get().uri(entry).with(user(keeper)))
                .bodyText()
                .contains("<p class=\"govuk-body\">It is right.</p>");
        assertThat(mvc.post()
                        .uri(entry + "/release")
                        .param("reason", "Again.")
                        .with(user(keeper))
                        .with(csrf()))
                .hasStatus(409);
    }

    private List<ItemId> items(int number, HashEntry entry) {
        List<ItemId> items = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            items.add(world.confirmed("http://nuage.example/%s.png".formatted(UUID.randomUUID()), match(entry)));
        }
        return items;
    }

    /** Does what was put off because of the entry. */
    private void follow() {
        WorkHandler handler = handlers.stream()
                .filter(one -> one.kind().equals("item.entry-decided"))
                .findFirst()
                .orElseThrow();
        List<UUID> subjects = db.sql("select subject from work where kind = :kind and org_id = :org")
                .param("kind", handler.kind())
                .param("org", world.org().value())
                .query((row, number) -> Sql.id(row, "subject"))
                .list();
        assertThat(subjects).hasSize(1);
        world.run(() -> handler.handle(subjects.getFirst()));
    }

    private ItemMatch match(HashEntry entry) {
        return new ItemMatch(
                list.id(), LIST.text(), entry.id(), entry.hash(), ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
    }

    private HashList load(ListName name, ListKind kind) {
        String csv = "algorithm,hash,class,source,note\nsha256,%s,csam,test,\n".formatted(OTHER.hex())
                + (kind == ListKind.MATCH ? "sha256,%s,csam,test,\n".formatted(COMMON.hex()) : "");
        world.run(() -> {
            try {
                lists.importCsv(
                        name,
                        new ByteArrayInputStream(csv.getBytes(UTF_8)),
                        ImportOptions.by(NoticeWorld.PERSON).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return world.in(() -> lists.find(name).orElseThrow());
    }
}
