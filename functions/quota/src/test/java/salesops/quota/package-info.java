/** Tests on DynamoDB Local; {@link salesops.quota.Suite} is what they share. */
@NullMarked
package salesops.quota;

import org.jspecify.annotations.NullMarked;
