/**
 * Settings for people to read: {@link salesops.settings.show.SettingsSummary} in short, {@link
 * salesops.settings.show.SettingsDiff} what differs between two versions.
 */
@NullMarked
package salesops.settings.show;

import org.jspecify.annotations.NullMarked;
