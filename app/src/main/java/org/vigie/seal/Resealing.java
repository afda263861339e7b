package org.vigie.seal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.ResealPass.At;

/**
 * Goes through all that is sealed: what belongs to nobody, then organisation after organisation, in each column after column.
 * Where it is is kept with each batch, so that every column gets its turn however often whoever does it is stopped, and so that
 * two processes share one pass.
 */
@Component
class Resealing {
    private final ResealService reseal;
    private final OrganisationService organisations;

    Resealing(ResealService reseal, OrganisationService organisations) {
        this.reseal = reseal;
        this.organisations = organisations;
    }

    /**
     * One batch more, or many organisations that need none. The pass as it is then.
     *
     * @param all columns there are
     */
    ResealPass step(ResealPass pass, List<SealedColumn> all) {
        At at = pass.at();
        OrgId org = at == null ? null : at.org();
        List<SealedColumn> columns = of(org, pass, all);
        if (columns.stream().noneMatch(column -> pass.goesOnIn(org, column).isPresent())) {
            List<OrgId> next = organisations.after(Optional.ofNullable(org), SealLimits.ORGANISATIONS_AT_ONCE);
            return next.isEmpty() ? reseal.end(pass) : amongst(next, pass, all);
        }
        return batch(pass, org, columns);
    }

    /** Passes over those with nothing to seal, up to the first that has something. */
    private ResealPass amongst(List<OrgId> next, ResealPass pass, List<SealedColumn> all) {
        List<SealedColumn> columns = of(next.getFirst(), pass, all);
        ResealService.Skipped skipped = reseal.skip(pass, next, columns);
        return skipped.found().map(org -> batch(skipped.pass(), org, columns)).orElse(skipped.pass());
    }

    private ResealPass batch(ResealPass pass, @Nullable OrgId org, List<SealedColumn> columns) {
        return in(Optional.ofNullable(org), () -> reseal.batch(pass, org, columns));
    }

    private static List<SealedColumn> of(@Nullable OrgId org, ResealPass pass, List<SealedColumn> all) {
        return all.stream()
                .filter(column -> column.perOrganisation() == (org != null))
                .filter(column -> !pass.tipsOnly() || column.keys() == SealedColumn.Keys.TIPS)
                .toList();
    }

    /** For that organisation with all of its compartments, or for tables that belong to nobody. */
    static <T> T in(Optional<OrgId> org, Supplier<T> work) {
        return org.isEmpty() ? work.get() : CurrentOrganisation.inAllCompartments(org.get(), work);
    }
}
