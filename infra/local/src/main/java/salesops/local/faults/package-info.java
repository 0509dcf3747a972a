/**
 * What goes wrong on purpose: {@link salesops.local.faults.Faults} decides it from a seed, {@link
 * salesops.local.faults.FaultyHttpClient} lets it happen to requests.
 */
@NullMarked
package salesops.local.faults;

import org.jspecify.annotations.NullMarked;
