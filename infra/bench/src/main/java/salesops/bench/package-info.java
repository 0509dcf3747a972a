/**
 * Measures what the suite claims. {@link salesops.bench.Benchmarks} lists what can be run; the
 * README beside has the figures.
 */
@NullMarked
package salesops.bench;

import org.jspecify.annotations.NullMarked;
