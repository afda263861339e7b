package org.vigie.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.vigie.api.ApiSamples;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.Clip;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoOverlap;
import org.vigie.crawl.CrawlSamples;
import org.vigie.exchange.ExchangeSamples;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.testing.FakeClock;

/** Something on every page: a list, providers, items of several states, and leads, all invented. */
@TestComponent
@Import({CrawlSamples.class, ApiSamples.class, ExchangeSamples.class})
class PageData {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName LIST = new ListName("Sample list");

    private final OrganisationService organisations;
    private final HashListService lists;
    private final ProviderService providers;
    private final ItemService items;
    private final CrawlSamples crawl;
    private final ApiSamples api;
    private final ExchangeSamples exchange;
    private final FakeClock clock;

    PageData(
            OrganisationService organisations,
            HashListService lists,
            ProviderService providers,
            ItemService items,
            CrawlSamples crawl,
            ApiSamples api,
            ExchangeSamples exchange,
            FakeClock clock) {
        this.organisations = organisations;
        this.lists = lists;
        this.providers = providers;
        this.items = items;
        this.crawl = crawl;
        this.api = api;
        this.exchange = exchange;
        this.clock = clock;
    }

    void fill() {
        var hotline = organisations.hotline();
        CurrentOrganisation.as(hotline, () -> {
            if (lists.find(LIST).isEmpty()) {
                fill(hotline);
            }
        });
    }

    private void fill(OrgId org) {
        importList();
        try {
            providers.importCsv(
                    text("provider,host,email,language\nPictures Example,pictures.example,abuse@pictures.example,fr\n"),
                    "test",
                    ContactTrust.APPROVED,
                    TEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sighted(org, 1);
        items.confirmed(sighted(org, 2), clock.instant());
        items.held(sighted(org, 3), HoldReason.NEAR_MATCH);
        var asked = sighted(org, 4);
        items.confirmed(asked, clock.instant());
        items.notified(asked, clock.instant());
        var gone = sighted(org, 5);
        items.confirmed(gone, clock.instant());
        items.notified(gone, clock.instant());
        var before = clock.instant();
        clock.advance(Duration.ofMinutes(90));
        items.gone(gone, before, clock.instant());
        video(org);
        crawl.fill(gone);
        api.fill();
        exchange.fill();
    }

    private void importList() {
        var rows = new StringBuilder("algorithm,hash,class,source,note\n");
        for (int number = 1; number <= 5; number++) {
            rows.append("sha256,%s,csam,test,invented%n".formatted(hex(number, 64)));
        }
        rows.append("sha256,not-a-hash,csam,test,refused\n");
        try {
            lists.importCsv(LIST, text(rows.toString()), ImportOptions.by(TEST));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A video that has a part of one that is known. */
    private void video(OrgId org) {
        var entry = new HashValue(HashAlgorithm.SHA256, hex(1, 64));
        var list = lists.find(LIST).orElseThrow();
        var clips = List.of(new Clip(3.5, 41, 120, 157.5, 37), new Clip(65, 70, 200, 205, 5));
        items.sighted(new Sighting(
                org,
                CanonicalAddress.parse("http://pictures.example/6.mp4"),
                "pictures.example",
                "192.0.2.1",
                CanonicalAddress.parse("http://pictures.example/gallery"),
                hashes(6),
                List.of(new ItemMatch(
                        list.id(),
                        LIST.text(),
                        lists.entry(list.id(), entry).orElseThrow().id(),
                        new HashValue(HashAlgorithm.VPDQ, hex(6, 64)),
                        ItemMatch.Kind.NEAR,
                        12,
                        MaterialClass.CSAM,
                        false,
                        clips.stream()
                                .map(clip -> new Stretch(clip.queryFrom(), clip.queryTo(), clip.frames()))
                                .toList(),
                        Optional.of(new VideoOverlap(38.4, 91.2, clips)))),
                clock.instant()));
    }

    private static MediaHashes hashes(int number) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, hex(number, 32)),
                new HashValue(HashAlgorithm.SHA1, hex(number, 40)),
                new HashValue(HashAlgorithm.SHA256, hex(number, 64)),
                null,
                0);
    }

    private ItemId sighted(OrgId org, int number) {
        var hash = new HashValue(HashAlgorithm.SHA256, hex(number, 64));
        var list = lists.find(LIST).orElseThrow();
        var entry = lists.entry(list.id(), hash).orElseThrow();
        var match = new ItemMatch(
                list.id(), LIST.text(), entry.id(), hash, ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
        return items.sighted(new Sighting(
                org,
                CanonicalAddress.parse("http://pictures.example/%d.jpg".formatted(number)),
                "pictures.example",
                "192.0.2.1",
                CanonicalAddress.parse("http://pictures.example/gallery"),
                hashes(number),
                List.of(match),
                clock.instant()));
    }

    private static String hex(int number, int digits) {
        return "%x".formatted(number).repeat(digits);
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
