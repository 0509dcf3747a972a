/**
 * What a handler is built from and how it reads its batches: {@link
 * salesops.runtime.lambda.Platform} first, then {@link salesops.runtime.lambda.SqsBatch}.
 */
@NullMarked
package salesops.runtime.lambda;

import org.jspecify.annotations.NullMarked;
