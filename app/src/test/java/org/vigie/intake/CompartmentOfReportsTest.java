package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.audit.AuditActor;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentTestBase;
import org.vigie.compartment.GlassService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.indicator.IndicatorService;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemMatched;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/** What happens to reports, items and notices that are put behind a wall, and to what comes after them. */
@Import(ReportSamples.class)
class CompartmentOfReportsTest extends CompartmentTestBase {
    private static final String PAGE = "http://walled.example/page";

    @Autowired
    private CompartmentOfReports walls;

    @Autowired
    private GlassService glass;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IntakeService intake;

    @Autowired
    private ReportSamples samples;

    @Autowired
    private ItemService items;

    @Autowired
    private ItemDecisionService decisions;

    @Autowired
    private IndicatorService indicators;

    @Test
    void aReportBehindTheWallIsGoneForOthersFromListsAndFigures() {
        var report = report();
        assertThat(as(ben, () -> indicators.figures().queue().reports())).isEqualTo(1);

        as(anna, () -> walls.move(anna, report, id));

        assertThat(as(ben, () -> intake.page(Long.MAX_VALUE))).isEmpty();
        assertThat(as(ben, () -> indicators.figures().queue().reports())).isZero();
        assertThatThrownBy(() -> as(ben, () -> intake.forReading(ben, report)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("intake.report.unknown");
        assertThat(as(anna, () -> intake.page(Long.MAX_VALUE))).hasSize(1);
        assertThat(as(anna, () -> indicators.figures().queue().reports())).isEqualTo(1);
    }

    @Test
    void nobodyPutsAReportWhereTheyAreNot() {
        var report = report();
        assertThatThrownBy(() -> as(ben, () -> walls.move(ben, report, id)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("compartment.refusal.none");
    }

    @Test
    void whoBrokeTheGlassTakesNothingOutNorHome() {
        var report = report();
        as(anna, () -> walls.move(anna, report, id));
        var item = CurrentOrganisation.inAllCompartments(org, () -> sighted("walled.example", null));
        as(anna, () -> decisions.moved(item, AuditActor.person(anna.staff()), id));
        var carl = person("Carl");
        CurrentOrganisation.inAllCompartments(org, () -> {
            glass.ask(ben, report, "a child now");
            glass.agree(carl, request());
        });
        var own = as(ben, () -> compartments.open(ben, "Mine", "to take it home"));

        for (var to : new @Nullable CompartmentId[] {null, own}) {
            assertThatThrownBy(() -> as(ben, () -> walls.move(ben, report, to)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("compartment.refusal.glass-only");
            assertThatThrownBy(() -> as(ben, () -> decisions.moved(item, AuditActor.person(ben.staff()), to)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("compartment.refusal.glass-only");
        }
        for (var path : List.of("/items/" + item, "/reports/" + report)) {
            assertThat(mvc.get().uri(path).with(user(ben)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("through a broken glass")
                    .doesNotContain("id=\"put\"");
            assertThat(mvc.get().uri(path).with(user(anna))).bodyText().contains("id=\"put\"");
        }
        assertThat(mvc.get().uri("/compartments/" + id).with(user(ben)))
                .hasStatusOk()
                .bodyText()
                .contains("through-the-glass")
                .doesNotContain("/closing", "/members");

        as(anna, () -> decisions.moved(item, AuditActor.person(anna.staff()), null));
        assertThat(as(carl, () -> items.visible(List.of(item)))).containsExactly(item);
    }

    @Test
    void anItemStaysInItsCompartmentWhenAReportOfAnotherPointsThere() {
        var item = CurrentOrganisation.inAllCompartments(org, () -> sighted("walled.example", PAGE));
        as(anna, () -> decisions.moved(item, AuditActor.person(anna.staff()), id));
        var report = report();
        var own = as(ben, () -> compartments.open(ben, "Mine", "to take it home"));
        as(ben, () -> walls.move(ben, report, own));

        CurrentOrganisation.inAllCompartments(
                org,
                () -> transaction.executeWithoutResult(
                        status -> events.publishEvent(new ItemMatched(item, 1, clock.instant()))));

        assertThat(as(ben, () -> items.visible(List.of(item)))).isEmpty();
        assertThat(as(anna, () -> items.visible(List.of(item)))).containsExactly(item);
    }

    @Test
    void whatIsFoundWhereAWalledReportPointsGoesBehindTheWallWithItsNotice() {
        fixtures.provider(org, "walled.example");
        var report = report();
        as(anna, () -> walls.move(anna, report, id));

        var item = CurrentOrganisation.inAllCompartments(org, () -> {
            var found = sighted("walled.example", PAGE);
            items.confirmed(found, clock.instant());
            return found;
        });

        assertThat(as(ben, () -> items.visible(List.of(item)))).isEmpty();
        assertThat(as(anna, () -> items.visible(List.of(item)))).containsExactly(item);
        assertThat(as(ben, () -> count("notice"))).isZero();
        assertThat(as(anna, () -> count("notice"))).isEqualTo(1);
    }

    @Test
    void anItemThatIsMovedLeavesTheDraftOfOthersForOneOfItsOwn() {
        fixtures.provider(org, "walled.example");
        var moved = CurrentOrganisation.inAllCompartments(org, () -> {
            items.confirmed(sighted("walled.example", null), clock.instant());
            var second = sighted("walled.example", null);
            items.confirmed(second, clock.instant());
            return second;
        });
        assertThat(as(ben, () -> count("notice_item"))).isEqualTo(2);

        as(anna, () -> decisions.moved(moved, AuditActor.person(anna.staff()), id));

        assertThat(as(ben, () -> count("notice"))).isEqualTo(1);
        assertThat(as(ben, () -> count("notice_item"))).isEqualTo(1);
        assertThat(as(anna, () -> count("notice"))).isEqualTo(2);
        assertThat(as(ben, () -> count("item_spell") + count("item_match") + count("sighting") + count("item_event")))
                .isEqualTo(as(
                                anna,
                                () -> count("item_spell")
                                        + count("item_match")
                                        + count("sighting")
                                        + count("item_event"))
                        / 2);
    }

    private UUID request() {
        return transaction.execute(status ->
                db.sql("select id from compartment_glass").query(UUID.class).single());
    }

    private UUID report() {
        CurrentOrganisation.as(org, () -> samples.report(PAGE, "words"));
        return CurrentOrganisation.as(org, () -> intake.page(Long.MAX_VALUE))
                .getFirst()
                .id();
    }

    private ItemId sighted(String host, @Nullable String page) {
        var hash = new HashValue(HashAlgorithm.SHA256, "ab".repeat(32));
        var match = new ItemMatch(
                new ListId(UUID.randomUUID()),
                "List",
                new EntryId(1),
                hash,
                ItemMatch.Kind.EXACT,
                0,
                MaterialClass.CSAM,
                true);
        return items.sighted(new Sighting(
                org,
                CanonicalAddress.parse("http://%s/%s.jpg".formatted(host, UUID.randomUUID())),
                host,
                "192.0.2.1",
                page == null ? null : CanonicalAddress.parse(page),
                new MediaHashes(
                        new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
                        new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
                        hash,
                        null,
                        0),
                List.of(match),
                clock.instant()));
    }

    private int count(String table) {
        return transaction.execute(status -> db.sql("select count(*) from " + table
                        + (table.equals("notice_item") ? " where left_out is null" : ""))
                .query(Integer.class)
                .single());
    }
}
