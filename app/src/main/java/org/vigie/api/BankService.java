package org.vigie.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.exchange.ExchangeService;
import org.vigie.exchange.ExchangeSource;
import org.vigie.exchange.SourceKind;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListContents;
import org.vigie.hashlist.ListKind;

/** Shows clients inside the trust circle which lists match, and what is on them; an entry counts as one look-up and is audited. */
@Service
class BankService {
    private final HashListService lists;
    private final ListContents contents;
    private final ExchangeService exchanges;
    private final LookUpService lookUps;
    private final AuditService audit;

    BankService(
            HashListService lists,
            ListContents contents,
            ExchangeService exchanges,
            LookUpService lookUps,
            AuditService audit) {
        this.lists = lists;
        this.contents = contents;
        this.exchanges = exchanges;
        this.lookUps = lookUps;
        this.audit = audit;
    }

    /** The lists that match; those that stop matches are no banks. */
    @Transactional(readOnly = true)
    public List<HashList> banks() {
        return lists.lists().stream()
                .filter(list -> list.kind() == ListKind.MATCH)
                .toList();
    }

    /** The lists that stand behind that name: more than one where their names differ in what is left out. */
    @Transactional(readOnly = true)
    public List<HashList> bank(String name) {
        var named = banks().stream()
                .filter(list -> BankName.of(list.name().text()).equals(name))
                .toList();
        if (named.isEmpty()) {
            throw ApiProblem.unknown("There is no bank of that name.");
        }
        return named;
    }

    /** The numbers of entries that match and came before that one, the newest first, of one page. It counts as one look-up. */
    public List<Long> contents(ApiClient client, String name, long before) {
        return lookUps.countingOne(client, () -> page(client, name, before));
    }

    private List<Long> page(ApiClient client, String name, long before) {
        var page =
                contents.numbersBefore(bank(name).stream().map(HashList::id).toList(), before, ApiLimits.CONTENTS_PAGE);
        audit.record(new AuditAct(
                "client.read-bank",
                AuditActor.system("api"),
                List.of(client.id().toString()),
                Map.of("entries", Integer.toString(page.size()))));
        return page;
    }

    /** The hash of an entry of the bank that matches, by its type. */
    public Map<String, String> signals(ApiClient client, String name, long number) {
        return lookUps.countingOne(client, () -> entry(client, name, number));
    }

    private Map<String, String> entry(ApiClient client, String name, long number) {
        var banks = bank(name).stream().map(HashList::id).toList();
        var signals = lists.entry(new EntryId(number))
                .filter(found -> banks.contains(found.list()) && !found.isWithdrawn())
                .map(found ->
                        Map.of(found.hash().algorithm().label(), found.hash().hex()))
                .or(() -> contents.opaque(number)
                        .filter(found -> banks.contains(found.list()))
                        .map(found -> Map.of(
                                found.entry().hash().system(),
                                found.entry().hash().hex())))
                .orElseThrow(() -> ApiProblem.unknown("The bank has no such content."));
        audit.record(AuditAct.of("client.read-entry", AuditActor.system("api"), client.id(), number));
        return signals;
    }

    /** The types of the hashes that the bank has. */
    @Transactional(readOnly = true)
    public List<String> types(String name) {
        return bank(name).stream()
                .flatMap(list -> contents.types(list.id()).stream())
                .distinct()
                .toList();
    }

    /** The systems of hashes that are not computed here and that the lists have. */
    @Transactional(readOnly = true)
    public List<String> systems() {
        return contents.systems();
    }

    /** The service from which the bank is kept up to date. */
    @Transactional(readOnly = true)
    public ExchangeSource exchange(String name) {
        return bank(name).stream()
                .map(list -> exchanges.of(list.id()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> ApiProblem.unknown("No exchange feeds a bank of that name."));
    }

    /** The services that feed any of the banks. */
    @Transactional(readOnly = true)
    public List<SourceKind> services() {
        return banks().stream()
                .flatMap(list -> exchanges.of(list.id()).stream())
                .map(ExchangeSource::service)
                .distinct()
                .toList();
    }

    /** The banks that a service of others feeds. */
    @Transactional(readOnly = true)
    public List<HashList> fed() {
        return banks().stream()
                .filter(list -> exchanges.of(list.id()).isPresent())
                .toList();
    }
}
