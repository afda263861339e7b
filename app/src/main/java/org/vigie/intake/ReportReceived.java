package org.vigie.intake;

import java.util.UUID;

/** A witness has reported an address. */
public record ReportReceived(UUID report, UUID incident) {}
