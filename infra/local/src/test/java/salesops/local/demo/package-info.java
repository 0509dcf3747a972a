/** Lead files, and whole runs of the suite. */
@NullMarked
package salesops.local.demo;

import org.jspecify.annotations.NullMarked;
