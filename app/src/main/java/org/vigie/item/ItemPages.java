package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.audit.AuditActor;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.hashlist.EntryId;
import org.vigie.staff.AllowedTo;
import org.vigie.staff.RecentFactor;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** The pages of items. They name addresses, defanged and never as links, and show no picture. */
@Controller
@AllowedTo(Role.ANALYST)
@RequestMapping("/items")
class ItemPages {
    private final ItemReadingService reading;
    private final ItemDecisionService decisions;
    private final CompartmentService compartments;

    ItemPages(ItemReadingService reading, ItemDecisionService decisions, CompartmentService compartments) {
        this.reading = reading;
        this.decisions = decisions;
        this.compartments = compartments;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(required = false) @Nullable ItemState state,
            @RequestParam(required = false) @Nullable HoldReason hold,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID id,
            Model model) {
        // half a key is none
        var filter = before == null || id == null
                ? new ItemFilter(state, hold, null, null)
                : new ItemFilter(state, hold, before, id);
        ItemReadingService.Page page = reading.page(filter, actor(person));
        model.addAttribute("rows", page.rows());
        model.addAttribute("older", page.hasMore() ? older(filter, page.rows()) : null);
        model.addAttribute("states", ItemState.values());
        model.addAttribute("holds", HoldReason.values());
        model.addAttribute("state", state);
        model.addAttribute("hold", hold);
        return "item/list";
    }

    private static String older(ItemFilter filter, List<Items.Listed> rows) {
        Item last = rows.getLast().item();
        var address = UriComponentsBuilder.fromPath("/items")
                .queryParam("before", last.firstSeen())
                .queryParam("id", last.id());
        if (filter.state() != null) {
            address.queryParam("state", filter.state());
        }
        if (filter.holdReason() != null) {
            address.queryParam("hold", filter.holdReason());
        }
        return address.build().toUriString();
    }

    @GetMapping("/{id}")
    String one(@AuthenticationPrincipal SignedIn person, @PathVariable UUID id, Model model) {
        ItemView view = reading.view(new ItemId(id), actor(person));
        model.addAttribute("view", view);
        model.addAttribute("item", view.item());
        model.addAttribute("lines", view.history().stream().map(ItemLine::of).toList());
        model.addAttribute("reasons", DismissalReason.values());
        model.addAttribute("wordsMax", ItemLimits.WORDS_CHARS_MAX);
        model.addAttribute("compartments", compartments.open());
        var lies = reading.compartment(new ItemId(id));
        model.addAttribute("compartment", lies.map(CompartmentId::value).orElse(null));
        model.addAttribute("mayMove", compartments.mayMove(lies, person));
        return "item/one";
    }

    @PostMapping("/{id}/compartment")
    @RecentFactor
    String move(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID compartment) {
        decisions.moved(new ItemId(id), actor(by), compartment == null ? null : new CompartmentId(compartment));
        return "redirect:/items/{id}";
    }

    @GetMapping("/{id}/matches/{entry}")
    String why(@AuthenticationPrincipal SignedIn person, @PathVariable UUID id, @PathVariable long entry, Model model) {
        MatchWhy why = reading.why(new ItemId(id), new EntryId(entry), actor(person));
        model.addAttribute("why", why);
        model.addAttribute("item", why.item());
        model.addAttribute("match", why.match());
        return "item/match";
    }

    @PostMapping("/{id}/release")
    String release(@AuthenticationPrincipal SignedIn by, @PathVariable UUID id, @RequestParam String words) {
        decisions.released(new ItemId(id), actor(by), words);
        return "redirect:/items/{id}";
    }

    @PostMapping("/{id}/dismissal")
    String dismiss(
            @AuthenticationPrincipal SignedIn by,
            @PathVariable UUID id,
            @RequestParam DismissalReason reason,
            @RequestParam String words) {
        decisions.dismissed(new ItemId(id), actor(by), reason, words);
        return "redirect:/items/{id}";
    }

    private static AuditActor actor(SignedIn person) {
        return AuditActor.person(person.staff());
    }
}
