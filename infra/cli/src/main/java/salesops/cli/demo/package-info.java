/**
 * {@code salesops demo} and {@code up}: {@link salesops.cli.demo.DemoRun} takes a file of leads
 * through a local suite, {@link salesops.cli.demo.Report} has the figures, {@link
 * salesops.cli.demo.DemoScreen} prints them.
 */
@NullMarked
package salesops.cli.demo;

import org.jspecify.annotations.NullMarked;
