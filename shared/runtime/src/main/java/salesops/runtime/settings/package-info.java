/**
 * Settings in versions: {@link salesops.runtime.settings.SettingsTable} reads and replaces them.
 */
@NullMarked
package salesops.runtime.settings;

import org.jspecify.annotations.NullMarked;
