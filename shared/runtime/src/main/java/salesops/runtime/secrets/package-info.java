/**
 * Secrets that may fail or be replaced: {@link salesops.runtime.secrets.SecretText} reads one,
 * {@link salesops.runtime.secrets.SignedTokens} signs and checks with one.
 */
@NullMarked
package salesops.runtime.secrets;

import org.jspecify.annotations.NullMarked;
