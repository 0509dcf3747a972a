/**
 * Stands in for AWS in tests and in the local suite: {@link salesops.testkit.LocalDynamo} is
 * DynamoDB Local on loopback, {@link salesops.testkit.TestPlatform} what handlers are built from.
 */
@NullMarked
package salesops.testkit;

import org.jspecify.annotations.NullMarked;
