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
     * One batch more. The pass as it is then.
     *
     * @param all columns there are
     */
    ResealPass step(ResealPass pass, List<SealedColumn> all) {
        At at = pass.at();
        OrgId org = at == null ? null : at.org();
        List<SealedColumn> columns = of(org, pass, all);
        if (columns.stream().noneMatch(column -> pass.goesOnIn(org, column).isPresent())) {
            Optional<OrgId> next = organisations.next(Optional.ofNullable(org));
            return next.isEmpty() ? reseal.end(pass) : batch(pass, next.get(), of(next.get(), pass, all));
        }
        return batch(pass, org, columns);
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
