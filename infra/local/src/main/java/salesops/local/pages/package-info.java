/**
 * Pages of a running local suite, on loopback only: what Slack would show, the leads and the
 * decision on each. {@link salesops.local.pages.Pages} mounts them.
 */
@NullMarked
package salesops.local.pages;

import org.jspecify.annotations.NullMarked;
