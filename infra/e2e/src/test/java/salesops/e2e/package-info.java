/**
 * Proof that the deployment is real: {@link salesops.e2e.DeployedSuiteTest} deploys the synthesised
 * app, unmodified, to a fresh LocalStack and drives it through the AWS SDK.
 */
@NullMarked
package salesops.e2e;

import org.jspecify.annotations.NullMarked;
