package org.vigie.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * How the audit log becomes a tree.
 *
 * @param running whether this process integrates at all
 * @param every how often leaves that wait are taken into the tree and a checkpoint is signed
 * @param batch how many leaves are taken in one transaction, at most
 * @param origin the log's name in its checkpoints: one line, no space, no plus sign
 */
@ConfigurationProperties("vigie.audit")
public record AuditSettings(
        @DefaultValue("true") boolean running,
        @DefaultValue("10s") Duration every,
        @DefaultValue("1000") int batch,
        @DefaultValue(ORIGIN_DEFAULT) String origin) {
    /** The name of a log that nobody named. */
    public static final String ORIGIN_DEFAULT = "vigie.example/audit";

    /** @throws SettingRefused for a value that makes no sense */
    public AuditSettings {
        SettingRange.of("vigie.audit").positive("every", every).atLeast("batch", batch, 1);
        if (!origin.matches("[^\\s\\p{Z}\\p{C}+]{1,200}")) {
            throw new SettingRefused("vigie.audit.origin", "is a name without spaces and plus signs");
        }
    }
}
