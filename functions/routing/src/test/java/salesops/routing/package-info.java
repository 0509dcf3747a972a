/** Tests of routing against DynamoDB Local: real tables, real transactions, real races. */
@NullMarked
package salesops.routing;

import org.jspecify.annotations.NullMarked;
