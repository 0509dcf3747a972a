/**
 * Secrets that may fail or be replaced: {@link salesops.runtime.secrets.SecretText} reads one,
 * {@link salesops.runtime.secrets.SignedTokens} signs and checks tokens with one, {@link
 * salesops.runtime.secrets.Signature} the bodies of requests.
 */
@NullMarked
package salesops.runtime.secrets;

import org.jspecify.annotations.NullMarked;
