/** Tests of the synthesised templates: {@link salesops.cdk.Deployment} reads them. */
@NullMarked
package salesops.cdk;

import org.jspecify.annotations.NullMarked;
