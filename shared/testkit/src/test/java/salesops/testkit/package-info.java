/** Tests of the runtime that need DynamoDB, and of the stand-ins themselves. */
@NullMarked
package salesops.testkit;

import org.jspecify.annotations.NullMarked;
