/**
 * What operators ask of functions. Each function names its {@link
 * salesops.runtime.operations.Operation}s as records of one sealed interface; {@link
 * salesops.runtime.operations.OperationsEntry} reads them from JSON and writes their answers.
 */
@NullMarked
package salesops.runtime.operations;

import org.jspecify.annotations.NullMarked;
