/** What can be tested of the runtime without DynamoDB; the rest is in the testkit. */
@NullMarked
package salesops.runtime;

import org.jspecify.annotations.NullMarked;
