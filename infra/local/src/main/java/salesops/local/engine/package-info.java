/**
 * The engine of the local suite, which runs the deployment's wiring in one JVM: {@link
 * salesops.local.engine.LocalSuite} starts it, and {@link salesops.testkit.metering.Meter} counts
 * what it uses.
 *
 * <p>It is for trials and tests. In production Lambda, EventBridge, SQS and DynamoDB run the
 * functions. This package imitates the behavior of theirs that functions can notice; differences
 * are documented on each class.
 */
@NullMarked
package salesops.local.engine;

import org.jspecify.annotations.NullMarked;
