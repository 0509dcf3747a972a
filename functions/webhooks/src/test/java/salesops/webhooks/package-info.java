/** Tests against DynamoDB Local and a receiver that speaks HTTP. */
@NullMarked
package salesops.webhooks;

import org.jspecify.annotations.NullMarked;
