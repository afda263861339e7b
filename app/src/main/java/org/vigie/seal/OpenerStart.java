package org.vigie.seal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;

/**
 * Refuses to start where key files of tips are missing. Has the opener started, and keys made for organisations that have none,
 * as soon as the application is ready.
 */
@Component
class OpenerStart implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(OpenerStart.class);

    private final TipKeys keys;
    private final TipRotationService rotation;
    private final OrganisationService organisations;
    private final OpenerSettings settings;

    OpenerStart(TipKeys keys, TipRotationService rotation, OrganisationService organisations, OpenerSettings settings) {
        this.keys = keys;
        this.rotation = rotation;
        this.organisations = organisations;
        this.settings = settings;
    }

    /** @throws KeysLost when files of keys are missing that this database knows of */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            keys.demandFiles(OrganisationService.ORGANISATIONS_MAX);
        } catch (TipsClosed closed) {
            return; // whoever needs the keys is told; nothing is made in their place
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (settings.early()) {
            Thread.ofVirtual().name("opener-start").start(this::prepare);
        }
    }

    /** Without success the keys are made at the first need, and whoever needs them is told. */
    private void prepare() {
        try {
            organisations.forEach(this::prepare);
        } catch (TipsClosed closed) {
            return; // the client has written it down
        }
    }

    private void prepare(OrgId org) {
        try {
            rotation.takeUp(org);
        } catch (KeysLost lost) {
            LOG.error("keys of tips of organisation {} are lost: no tip is sealed to it", org.value());
        }
    }
}
