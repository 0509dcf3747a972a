/**
 * Stands in for AWS in tests and in the local suite: {@link salesops.testkit.LocalDynamo} is
 * DynamoDB Local on loopback, {@link salesops.testkit.TestPlatform} what handlers are built from,
 * {@link salesops.testkit.QueueMessages} and {@link salesops.testkit.StreamRecords} what they are
 * invoked with.
 */
@NullMarked
package salesops.testkit;

import org.jspecify.annotations.NullMarked;
