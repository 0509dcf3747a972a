/**
 * How the functions hang together, as plain records: {@link salesops.wiring.Wiring#SUITE} is the
 * one source that both the CDK app and the local suite are built from. Each service has a file of
 * its own, such as {@link salesops.wiring.SlackService}; a new one is a new file and a line in that
 * list.
 */
@NullMarked
package salesops.wiring;

import org.jspecify.annotations.NullMarked;
