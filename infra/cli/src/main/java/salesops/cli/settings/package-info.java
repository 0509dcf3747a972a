/** {@code salesops settings}: lint, apply, show, diff, rollback and check. */
@NullMarked
package salesops.cli.settings;

import org.jspecify.annotations.NullMarked;
