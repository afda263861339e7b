package org.vigie.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.Pdq;
import org.vigie.hashlist.ImportOptions.Withdrawn;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The pages of hash lists. Whoever works with matches may read them; only those who keep lists change them. */
@Controller
@AllowedTo(
        value = {Role.LIST_KEEPER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR},
        in = {OrganisationKind.HOTLINE, OrganisationKind.PARTNER_HOTLINE, OrganisationKind.NATIONAL_POLICE_CENTRE})
@RequestMapping("/lists")
class ListPages {
    private final HashListService lists;
    private final EntryHoldService holds;
    private final ObjectProvider<ListNote> notes;

    ListPages(HashListService lists, EntryHoldService holds, ObjectProvider<ListNote> notes) {
        this.lists = lists;
        this.holds = holds;
        this.notes = notes;
    }

    /**
     * A line of the page of lists.
     *
     * @param count how many entries match
     */
    record Line(HashList list, ListCount count) {
        public boolean isNearHeld() {
            return list.policy().nearNotifiesUpTo() == ListPolicy.NEAR_IS_HELD;
        }
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn person, Model model) {
        List<HashList> all = lists.lists();
        Map<ListId, ListCount> counts =
                lists.counts(all.stream().map(HashList::id).toList());
        List<Line> lines = all.stream()
                .map(list -> new Line(list, counts.getOrDefault(list.id(), ListCount.NONE)))
                .toList();
        model.addAttribute("lines", lines);
        model.addAttribute("keeper", person.isOneOf(Role.LIST_KEEPER));
        model.addAttribute("kinds", ListKind.values());
        model.addAttribute("nameMax", ListName.CHARS_MAX);
        return "hashlist/list";
    }

    @PostMapping
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String add(
            @AuthenticationPrincipal SignedIn by,
            @RequestParam String name,
            @RequestParam(defaultValue = "MATCH") ListKind kind,
            @RequestParam MultipartFile file)
            throws IOException {
        return imported(name(name), file, ImportOptions.by(actor(by)).into(kind));
    }

    @GetMapping("/{id}")
    String one(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            Model model) {
        HashList list = lists.get(new ListId(id));
        List<HashEntry> entries = lists.read(list.id(), new EntryId(before), actor(person));
        boolean full = entries.size() == HashListLimits.ENTRIES_PER_PAGE;
        model.addAttribute("line", new Line(list, lists.count(list.id())));
        model.addAttribute("list", list);
        model.addAttribute("holds", holds.open(list.id()));
        model.addAttribute("entries", entries);
        model.addAttribute(
                "older",
                full
                        ? "/lists/%s?before=%d"
                                .formatted(id, entries.getLast().id().value())
                        : null);
        model.addAttribute(
                "notes",
                notes.orderedStream()
                        .flatMap(note -> note.of(list.id()).stream())
                        .toList());
        model.addAttribute("imports", lists.imports(list.id()));
        model.addAttribute("keeper", person.isOneOf(Role.LIST_KEEPER));
        model.addAttribute("radius", Pdq.RADIUS);
        model.addAttribute("qualityMin", Pdq.QUALITY_MIN);
        model.addAttribute(
                "distanceLimit", list.kind() == ListKind.NEGATIVE ? HashListLimits.NEGATIVE_DISTANCE_MAX : Pdq.RADIUS);
        return "hashlist/one";
    }

    @PostMapping("/{id}/imports")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String add(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "STAY") Withdrawn withdrawn)
            throws IOException {
        HashList list = lists.get(new ListId(id));
        return imported(list.name(), file, new ImportOptions(actor(by), list.kind(), withdrawn));
    }

    private String imported(ListName name, MultipartFile file, ImportOptions options) throws IOException {
        if (file.isEmpty()) {
            throw new Refusal("hashlist.refusal.file");
        }
        try (InputStream in = file.getInputStream()) {
            ImportReport report = lists.importCsv(name, in, options);
            return "redirect:/lists/%s/imports/%s"
                    .formatted(report.list(), report.id().value());
        }
    }

    @GetMapping("/{id}/imports/{run}")
    String report(@PathVariable UUID id, @PathVariable UUID run, Model model) {
        ImportRun imported = lists.importRun(new ImportId(run));
        if (!imported.list().value().equals(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        List<RejectedLine> rejected = lists.rejected(imported.id());
        model.addAttribute("list", lists.get(imported.list()));
        model.addAttribute("run", imported);
        model.addAttribute("rejected", rejected);
        model.addAttribute("beyond", Math.max(0, imported.rejected() - rejected.size()));
        return "hashlist/report";
    }

    @PostMapping("/{id}/policy")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String decide(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean exact,
            @RequestParam(defaultValue = "-1") int near,
            @RequestParam(defaultValue = "50") int quality,
            @RequestParam(defaultValue = "31") int distance,
            @RequestParam int version) {
        lists.setPolicy(new ListId(id), version, policy(exact, near, quality, distance), actor(by));
        return "redirect:/lists/{id}";
    }

    private static ListPolicy policy(boolean exact, int near, int quality, int distance) {
        try {
            return new ListPolicy(exact, near, quality, distance);
        } catch (IllegalArgumentException e) {
            throw new Refusal("hashlist.refusal.distance", Pdq.RADIUS, Pdq.QUALITY_MIN);
        }
    }

    @GetMapping("/{id}/entries/{entry}")
    String entry(
            @AuthenticationPrincipal SignedIn person, @PathVariable UUID id, @PathVariable long entry, Model model) {
        HashEntry found = lists.read(entryOf(id, entry), actor(person));
        model.addAttribute("list", lists.get(found.list()));
        model.addAttribute("entry", found);
        model.addAttribute("keeper", person.isOneOf(Role.LIST_KEEPER));
        Optional<EntryHold> hold = holds.newest(found.id());
        model.addAttribute("hold", hold.orElse(null));
        model.addAttribute(
                "endedBecause", hold.flatMap(ended -> holds.reason(ended.id())).orElse(null));
        model.addAttribute("elsewhere", elsewhere(found));
        model.addAttribute("reasonMax", HashListLimits.REASON_CHARS_MAX);
        return "hashlist/entry";
    }

    /** An entry of another list has no page under this one, just as one that there is not: an address names what it shows. */
    private EntryId entryOf(UUID list, long entry) {
        return lists.entry(new EntryId(entry))
                .filter(found -> found.list().value().equals(list))
                .map(HashEntry::id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private List<Said> elsewhere(HashEntry entry) {
        return lists.said(entry.hash()).stream()
                .filter(said -> !said.entry().id().equals(entry.id()))
                .toList();
    }

    @PostMapping("/{id}/entries/{entry}/withdrawal")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String withdraw(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @PathVariable long entry,
            @RequestParam String reason) {
        lists.withdraw(entryOf(id, entry), reason, actor(by));
        return "redirect:/lists/{id}/entries/{entry}";
    }

    @PostMapping("/{id}/entries/{entry}/release")
    @AllowedTo(
            value = Role.LIST_KEEPER,
            in = {})
    String release(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @PathVariable long entry,
            @RequestParam String reason) {
        holds.release(entryOf(id, entry), reason, actor(by));
        return "redirect:/lists/{id}/entries/{entry}";
    }

    private static ListName name(String text) {
        try {
            return new ListName(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Refusal("hashlist.refusal.name", ListName.CHARS_MAX);
        }
    }

    private static AuditActor actor(SignedIn person) {
        return AuditActor.person(person.staff());
    }
}
