/**
 * The hosted form in a real browser, over the local suite: {@code InChromium} starts both, {@code
 * FormInBrowserTest} and {@code PagesInBrowserTest} drive them.
 */
@NullMarked
package salesops.e2e.browser;

import org.jspecify.annotations.NullMarked;
