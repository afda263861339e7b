package org.vigie.organisation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which organisations share this installation. */
@Service
public class OrganisationService {
    /** How many organisations one installation is built for. */
    public static final int ORGANISATIONS_MAX = 100;

    private static final String FIRST_NAME = "Hotline";

    private final Organisations organisations;

    OrganisationService(Organisations organisations) {
        this.organisations = organisations;
    }

    /** The organisation that runs this installation; made on the first asking. Public reports come to it. */
    @Transactional
    public OrgId hotline() {
        return organisations.first().orElseGet(() -> {
            organisations.lock();
            return organisations.first().orElseGet(() -> add(FIRST_NAME));
        });
    }

    /** One more organisation. */
    @Transactional
    public OrgId add(String name) {
        var id = new OrgId(UUID.randomUUID());
        organisations.add(id, name);
        return id;
    }

    @Transactional(readOnly = true)
    public List<OrgId> all() {
        return organisations.all(ORGANISATIONS_MAX);
    }

    @Transactional(readOnly = true)
    public Optional<String> name(OrgId id) {
        return organisations.name(id);
    }
}
