/**
 * The settings as functions read them: checked, flattened, one immutable version. {@link
 * salesops.model.settings.Settings} is the root. Written by people as YAML, compiled on the
 * operator's side.
 */
@NullMarked
package salesops.model.settings;

import org.jspecify.annotations.NullMarked;
