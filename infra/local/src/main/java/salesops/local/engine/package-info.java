/**
 * The whole suite in one JVM, from the same wiring as the deployment: {@link
 * salesops.local.engine.LocalSuite} starts it, {@link salesops.testkit.metering.Meter} says what it
 * used.
 *
 * <p>It is for trying and testing. What runs in production is Lambda, EventBridge, SQS and
 * DynamoDB; this package imitates what of them the functions can notice, and where it differs the
 * class says so.
 */
@NullMarked
package salesops.local.engine;

import org.jspecify.annotations.NullMarked;
