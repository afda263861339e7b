package org.vigie.crawl;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.FakeClock;

/** Leads of the organisation that is bound, and what became of their addresses, without any network. */
@TestComponent
public class CrawlSamples {
    private final CrawlService crawl;
    private final FrontierService frontier;
    private final Hosts hosts;
    private final Visits visits;
    private final ScopeKeys scopes;
    private final ItemService items;
    private final FakeClock clock;

    CrawlSamples(
            CrawlService crawl,
            FrontierService frontier,
            Hosts hosts,
            Visits visits,
            ScopeKeys scopes,
            ItemService items,
            FakeClock clock) {
        this.crawl = crawl;
        this.frontier = frontier;
        this.hosts = hosts;
        this.visits = visits;
        this.scopes = scopes;
        this.items = items;
        this.clock = clock;
    }

    /** A visit whose request was begun and has not ended. */
    record Begun(Lease lease, Visit visit) {}

    /** A lead that goes on, and one that is done, on hosts that no other sample uses. */
    public void fill(ItemId found) {
        String host = "http://" + UUID.randomUUID() + ".example/";
        LeadId done = lead(Purpose.REPORT, 20, host, host + "private/a");
        end(host, Reason.PAGE);
        queue(done, host + "1.jpg", host + "gone");
        frontier.queue(done, List.of(), Map.of(mac(host + "elsewhere"), Reason.OUT_OF_SCOPE));
        end(host + "private/a", Reason.ROBOTS);
        foundAt(host + "1.jpg", found);
        end(host + "gone", Reason.NOT_FOUND);
        lead(Purpose.SEED, 100, "http://" + UUID.randomUUID() + ".example/");
    }

    LeadId lead(Purpose purpose, int budget, String... seeds) {
        return crawl.start(new Lead(
                CurrentOrganisation.require(),
                purpose,
                Arrays.stream(seeds).map(CanonicalAddress::parse).toList(),
                Scope.HOST,
                2,
                budget,
                Duration.ZERO,
                RobotsPolicy.RFC9309,
                UUID.randomUUID()));
    }

    /** Queues what a page of the lead named. */
    void queue(LeadId lead, String... addresses) {
        frontier.queue(
                lead,
                Arrays.stream(addresses)
                        .map(CanonicalAddress::parse)
                        .map(address -> found(lead, address))
                        .toList(),
                Map.of());
    }

    private NewVisit found(LeadId lead, CanonicalAddress address) {
        return new NewVisit(
                CurrentOrganisation.require(),
                lead,
                null,
                Visit.Role.PAGE,
                address,
                null,
                List.of(),
                scopes.of(Scope.HOST, address),
                RobotsPolicy.RFC9309,
                1,
                Duration.ZERO,
                clock.instant());
    }

    void refuse(LeadId lead, String address, Reason reason) {
        frontier.queue(lead, List.of(), Map.of(mac(address), reason));
    }

    String mac(String address) {
        return visits.mac(CanonicalAddress.parse(address));
    }

    /** Takes the address's host and begins its request. */
    Begun begin(String address) {
        CanonicalAddress wanted = CanonicalAddress.parse(address);
        Lease lease = frontier.claim(hosts.ensure(wanted, clock.instant())).orElseThrow();
        Visit visit = frontier.due(lease, 50).stream()
                .filter(one -> one.address().equals(wanted))
                .findFirst()
                .orElseThrow();
        frontier.begin(lease, visit, Duration.ZERO);
        return new Begun(lease, visit);
    }

    void end(Begun begun, Ending ending, int hostFailures, Runnable following) {
        var report = new FrontierService.HostReport(clock.instant(), hostFailures);
        frontier.end(begun.lease(), begun.visit(), ending, report, following);
        frontier.release(begun.lease(), report);
    }

    /** Fetches it, as far as the database can tell. */
    void end(String address, Reason reason) {
        end(begin(address), Ending.of(reason), 0, () -> {});
    }

    void foundAt(String address, ItemId item) {
        Begun begun = begin(address);
        end(
                begun,
                Ending.of(Reason.PICTURE),
                0,
                () -> visits.found(begun.visit().id(), item));
    }

    /** An item of the organisation that is bound, as a match with a list makes one. */
    ItemId item() {
        var hash = new HashValue(HashAlgorithm.SHA256, "cd".repeat(32));
        var place = CanonicalAddress.parse("http://" + UUID.randomUUID() + ".example/a.jpg");
        return items.sighted(new Sighting(
                CurrentOrganisation.require(),
                place,
                place.host(),
                "192.0.2.1",
                null,
                new MediaHashes(
                        new HashValue(HashAlgorithm.MD5, "cd".repeat(16)),
                        new HashValue(HashAlgorithm.SHA1, "cd".repeat(20)),
                        hash,
                        null,
                        0),
                List.of(new ItemMatch(
                        new ListId(UUID.randomUUID()),
                        "Sample",
                        new EntryId(1),
                        hash,
                        ItemMatch.Kind.EXACT,
                        0,
                        MaterialClass.CSAM,
                        true)),
                clock.instant()));
    }

    /** Its turn comes, and nothing is fetched. */
    void stepOver(String address) {
        Lease lease = begin(address).lease();
        frontier.release(lease, new FrontierService.HostReport(lease.nextAt(), lease.failures()));
    }

    /** A request that fails and is tried again later, after which its host has failed that often in a row. */
    void putOff(String address, Reason reason, Duration until, int hostFailures) {
        end(begin(address), Ending.of(reason).retry(clock.instant().plus(until)), hostFailures, () -> {});
    }
}
