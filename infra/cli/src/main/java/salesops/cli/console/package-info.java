/**
 * What commands print and ask: {@link salesops.cli.console.Progress} bars, {@link
 * salesops.cli.console.Table}s, {@link salesops.cli.console.RejectedRows}, times, and errors that
 * are one sentence.
 */
@NullMarked
package salesops.cli.console;

import org.jspecify.annotations.NullMarked;
