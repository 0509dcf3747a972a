/** Tests of the wiring by itself; what is deployed from it is tested in infra/cdk. */
@NullMarked
package salesops.wiring;

import org.jspecify.annotations.NullMarked;
