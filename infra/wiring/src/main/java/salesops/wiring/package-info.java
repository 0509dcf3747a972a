/**
 * How the functions hang together, as plain records: {@link salesops.wiring.Wiring#SUITE} is the
 * one source that both the CDK app and the local suite are built from.
 */
@NullMarked
package salesops.wiring;

import org.jspecify.annotations.NullMarked;
