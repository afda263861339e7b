package org.vigie.media.sandbox;

import java.util.Optional;

/** The processor architectures whose system calls are known here. */
enum Machine {
    X86_64(0xc000003e),
    AARCH64(0xc00000b7);

    private final int auditArch;

    Machine(int auditArch) {
        this.auditArch = auditArch;
    }

    /** {@code AUDIT_ARCH_…} of {@code linux/audit.h}: what the kernel tells a filter. */
    int auditArch() {
        return auditArch;
    }

    /** The machine this runs on; empty where there is no Linux or no filter for it. */
    static Optional<Machine> current() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
