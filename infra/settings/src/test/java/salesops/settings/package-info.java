@NullMarked
package salesops.settings;

import org.jspecify.annotations.NullMarked;
