/**
 * The deployment on AWS, built from the wiring: {@link salesops.cdk.SalesopsApp} is the app, {@link
 * salesops.cdk.Synth} writes its templates.
 */
@NullMarked
package salesops.cdk;

import org.jspecify.annotations.NullMarked;
