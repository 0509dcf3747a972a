/**
 * Settings as people write them: YAML and CSV, checked as a whole and compiled into {@link
 * salesops.model.settings.Settings}. Start with {@link salesops.settings.SettingsFile}; {@link
 * salesops.settings.SettingsCompiler} names the steps.
 */
@NullMarked
package salesops.settings;

import org.jspecify.annotations.NullMarked;
