/**
 * What settings can be. Each module has a {@code …Settings} record of its own, which asks {@link org.vigie.setting.SettingRange}
 * whether its values make sense; where one does not, the process does not start and says which.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.vigie.setting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
