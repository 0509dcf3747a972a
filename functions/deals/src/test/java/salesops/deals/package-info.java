/** Tests against DynamoDB Local. */
@NullMarked
package salesops.deals;

import org.jspecify.annotations.NullMarked;
