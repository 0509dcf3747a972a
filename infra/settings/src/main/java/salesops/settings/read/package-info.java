/**
 * One reader for each part of the settings: {@link salesops.settings.read.PeopleReader}, {@link
 * salesops.settings.read.ScoringReader}, {@link salesops.settings.read.TerritoriesReader} and so
 * on.
 */
@NullMarked
package salesops.settings.read;

import org.jspecify.annotations.NullMarked;
