/**
 * The functions with their triggers, permissions and tables, as plain records. Both the CDK app and
 * the local suite are built from {@link salesops.wiring.Wiring#SUITE}. Each service has its own
 * file, such as {@link salesops.wiring.SlackService}; a new service is a new file and a line in
 * that list.
 */
@NullMarked
package salesops.wiring;

import org.jspecify.annotations.NullMarked;
