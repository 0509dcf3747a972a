/**
 * Runs a file of leads through the local suite and says what became of each: {@link
 * salesops.local.demo.DemoRun} is one run, {@link salesops.local.demo.Report} its figures, {@link
 * salesops.local.demo.Screen} what a person sees.
 */
@NullMarked
package salesops.local.demo;

import org.jspecify.annotations.NullMarked;
