/**
 * What AWS would charge for: {@link salesops.testkit.metering.Meter} counts it, {@link
 * salesops.testkit.metering.CapacityMeter} the units of DynamoDB.
 */
@NullMarked
package salesops.testkit.metering;

import org.jspecify.annotations.NullMarked;
