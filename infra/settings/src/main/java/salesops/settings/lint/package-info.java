/**
 * Checks that need the settings as a whole: territories that overlap, shadow each other or leave
 * gaps. {@link salesops.settings.lint.Lint} runs them.
 */
@NullMarked
package salesops.settings.lint;

import org.jspecify.annotations.NullMarked;
