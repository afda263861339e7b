package org.vigie.organisation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which organisations share this installation. */
@Service
public class OrganisationService {
    /** How many organisations one installation is built for. */
    public static final int ORGANISATIONS_MAX = 100;

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
     */
    @Transactional
    public OrgId add(String name, OrganisationKind kind) {
        if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("the name needs 1 to %d characters".formatted(NAME_CHARACTERS_MAX));
        }
        var id = new OrgId(UUID.randomUUID());
        organisations.add(id, name.strip(), kind);
        return id;
    }

    @Transactional(readOnly = true)
    public long count() {
        return organisations.count();
    }

    /** The oldest first, at most {@link #ORGANISATIONS_MAX}; the command that makes one makes no more than these. */
    @Transactional(readOnly = true)
    public List<OrgId> all() {
        return organisations.all(ORGANISATIONS_MAX);
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
