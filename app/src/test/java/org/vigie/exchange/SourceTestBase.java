package org.vigie.exchange;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListName;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** A list that is kept up to date from a service on loopback. */
@VigieTest
abstract class SourceTestBase {
    static final AuditActor TEST = AuditActor.system("test");
    static final ListName LIST = new ListName("Kept up to date");

    @Autowired
    ExchangeService sources;

    @Autowired
    SourceTaker taker;

    @Autowired
    Opinions opinions;

    @Autowired
    HashListService lists;

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeClock clock;

    @SuppressWarnings("NullAway.Init") // what each test prepares first
    OrgId org;

    @SuppressWarnings("NullAway.Init") // the same
    SourceId source;

    void take() {
        CurrentOrganisation.as(org, () -> taker.handle(source.value()));
    }

    ExchangeSource stored() {
        return CurrentOrganisation.as(org, () -> sources.find(source)).orElseThrow();
    }

    HashEntry entry(String hash) {
        return Objects.requireNonNull(entries().get(hash));
    }

    Map<String, HashEntry> entries() {
        return CurrentOrganisation.as(org, () -> {
            HashList list = lists.find(LIST).orElseThrow();
            return lists.entriesBefore(list.id(), new EntryId(Long.MAX_VALUE)).stream()
                    .collect(Collectors.toMap(entry -> entry.hash().toString(), entry -> entry));
        });
    }
}
