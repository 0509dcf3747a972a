/** Tests of the local suite's pages. */
@NullMarked
package salesops.local.pages;

import org.jspecify.annotations.NullMarked;
