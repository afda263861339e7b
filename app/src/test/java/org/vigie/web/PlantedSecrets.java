package org.vigie.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
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
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.testing.FakeClock;

/** Things that must not be read without a trace, each with a word in it that stands nowhere else. */
final class PlantedSecrets {
    private static final AuditActor TEST = AuditActor.system("test");

    private final HashListService lists;
    private final ProviderService providers;
    private final ItemService items;
    private final CrawlService crawl;
    private final MockMvcTester mvc;
    private final FakeClock clock;
    private final List<String> words = new ArrayList<>();

    PlantedSecrets(
            HashListService lists,
            ProviderService providers,
            ItemService items,
            CrawlService crawl,
            MockMvcTester mvc,
            FakeClock clock) {
        this.lists = lists;
        this.providers = providers;
        this.items = items;
        this.crawl = crawl;
        this.mvc = mvc;
        this.clock = clock;
    }

    /** The words to look for. */
    List<String> words() {
        return List.copyOf(words);
    }

    private String word() {
        String word = "canary" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        words.add(word);
        return word;
    }

    void plant(OrgId org, String token) throws IOException {
        var list = new ListName("Planted " + UUID.randomUUID());
        var hash = new HashValue(
                HashAlgorithm.SHA256,
                UUID.randomUUID().toString().replace("-", "").repeat(2));
        words.add(hash.hex());
        String csv = "algorithm,hash,class,source,note\nsha256,%s,csam,test,%s\n".formatted(hash.hex(), word());
        String desk = "provider,host,email,language\nHost of pictures,pictures.example,%s@pictures.example,en\n"
                .formatted(word());
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(list, bytes(csv), ImportOptions.by(TEST));
                providers.importCsv(bytes(desk), "test", ContactTrust.APPROVED, TEST);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            var held = sighted(org, list, hash);
            items.held(held, HoldReason.NEAR_MATCH);
            var asked = sighted(org, list, hash);
            items.confirmed(asked, clock.instant());
            crawl.start(new Lead(
                    org,
                    Purpose.SEED,
                    List.of(CanonicalAddress.parse("http://pictures.example/" + word())),
                    Scope.HOST,
                    1,
                    10,
                    Duration.ZERO,
                    RobotsPolicy.RFC9309,
                    UUID.randomUUID()));
        });
        mvc.post()
                .uri("/report")
                .param("token", token)
                .param("address", "http://pictures.example/" + word())
                .param("words", word())
                .param("confirmed", "yes")
                .exchange();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private ItemId sighted(OrgId org, ListName name, HashValue hash) {
        var list = lists.find(name).orElseThrow();
        var entry = lists.entry(list.id(), hash).orElseThrow();
        var match = new ItemMatch(
                list.id(), name.text(), entry.id(), hash, ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
        var hashes = new MediaHashes(
                new HashValue(HashAlgorithm.MD5, hash.hex().substring(32)),
                new HashValue(HashAlgorithm.SHA1, hash.hex().substring(24)),
                hash,
                null,
                0);
        return items.sighted(new Sighting(
                org,
                CanonicalAddress.parse("http://pictures.example/" + word() + ".jpg"),
                "pictures.example",
                "192.0.2.1",
                CanonicalAddress.parse("http://pictures.example/" + word()),
                hashes,
                List.of(match),
                clock.instant()));
    }
}
