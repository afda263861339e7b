package org.vigie.audit;

/** Lets tests of other packages have what waits taken into the tree. */
public class AuditSamples {
    private final AuditIntegrator integrator;

    AuditSamples(AuditIntegrator integrator) {
        this.integrator = integrator;
    }

    public void integrate() {
        integrator.integrateAll();
    }
}
