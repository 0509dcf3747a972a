/** Tests of reading, checking and applying settings. */
@NullMarked
package salesops.local.settings;

import org.jspecify.annotations.NullMarked;
