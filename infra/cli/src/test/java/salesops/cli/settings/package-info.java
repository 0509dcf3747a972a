@NullMarked
package salesops.cli.settings;

import org.jspecify.annotations.NullMarked;
