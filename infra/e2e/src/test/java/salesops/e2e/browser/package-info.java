/**
 * The hosted form in a real browser, over the local suite: {@code FormInBrowserTest} drives it,
 * {@code Chromium} is the browser of this machine.
 */
@NullMarked
package salesops.e2e.browser;

import org.jspecify.annotations.NullMarked;
