/**
 * The local suite in one JVM: {@link salesops.local.Stage} starts it with settings and a stand-in
 * for Slack, {@code engine} runs the functions, and {@code pages} shows the results.
 */
@NullMarked
package salesops.local;

import org.jspecify.annotations.NullMarked;
