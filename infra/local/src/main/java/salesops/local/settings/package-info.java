/**
 * Settings as people write them: YAML and CSV read with lines and paths, checked as a whole, and
 * compiled into {@link salesops.model.settings.Settings}. {@link
 * salesops.local.settings.SettingsFile} reads and checks, {@link
 * salesops.local.settings.SettingsCommand} is what operators type.
 */
@NullMarked
package salesops.local.settings;

import org.jspecify.annotations.NullMarked;
