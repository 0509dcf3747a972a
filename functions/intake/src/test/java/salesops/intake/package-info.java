/** Tests of intake against DynamoDB Local, from recorded HTTP API requests. */
@NullMarked
package salesops.intake;

import org.jspecify.annotations.NullMarked;
