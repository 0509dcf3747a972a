@NullMarked
package salesops.pages;

import org.jspecify.annotations.NullMarked;
