package org.vigie.organisation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which organisations share this installation. */
@Service
public class OrganisationService {
    /** How many organisations one installation is built for. */
    public static final int ORGANISATIONS_MAX = 10_000;

    /** Organisations read at once by what goes through all of them. */
    private static final int PAGE = 100;

    public static final int NAME_CHARACTERS_MAX = 200;

    private static final String FIRST_NAME = "Hotline";

    private final Organisations organisations;

    /** A kind never changes, and every request asks for one. */
    private final Map<OrgId, OrganisationKind> kinds = new ConcurrentHashMap<>();

    OrganisationService(Organisations organisations) {
        this.organisations = organisations;
    }

    /** The organisation that runs this installation; made on the first asking. Public reports come to it. */
    @Transactional
    public OrgId hotline() {
        return organisations.firstHotline().orElseGet(() -> {
            organisations.lock();
            return organisations.firstHotline().orElseGet(() -> add(FIRST_NAME, OrganisationKind.HOTLINE));
        });
    }

    /**
     * One more organisation.
     *
     * @param name 1 to {@link #NAME_CHARACTERS_MAX} characters
     * @param kind for good
     * @throws IllegalArgumentException when the name is not as described
     * @throws TooManyOrganisations when there are {@link #ORGANISATIONS_MAX} already
     */
    @Transactional
    public OrgId add(String name, OrganisationKind kind) {
        if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("the name needs 1 to %d characters".formatted(NAME_CHARACTERS_MAX));
        }
        organisations.lock();
        if (organisations.count() >= ORGANISATIONS_MAX) {
            throw new TooManyOrganisations();
        }
        var id = new OrgId(UUID.randomUUID());
        organisations.add(id, name.strip(), kind);
        return id;
    }

    @Transactional(readOnly = true)
    public long count() {
        return organisations.count();
    }

    /** How many there are up to that one, in the order in which they were made. */
    @Transactional(readOnly = true)
    public long countUntil(OrgId id) {
        return organisations.countUntil(id);
    }

    /** Does that for every organisation, the oldest first; they are read a page at a time, and no transaction is held. */
    public void forEach(Consumer<OrgId> act) {
        Optional<OrgId> last = Optional.empty();
        List<OrgId> page = after(last, PAGE);
        while (!page.isEmpty()) {
            page.forEach(act);
            last = Optional.of(page.getLast());
            page = after(last, PAGE);
        }
    }

    /** The organisations after that one in the order in which they were made; none after the last. */
    @Transactional(readOnly = true)
    public List<OrgId> after(Optional<OrgId> last, int limit) {
        return organisations.after(last.orElse(null), limit);
    }

    /** What the organisation is; empty when there is none of that id. */
    @Transactional(readOnly = true)
    public Optional<OrganisationKind> kind(OrgId id) {
        var known = kinds.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = organisations.kind(id);
        found.ifPresent(kind -> kinds.put(id, kind));
        return found;
    }

    @Transactional(readOnly = true)
    public Optional<String> name(OrgId id) {
        return organisations.name(id);
    }
}
