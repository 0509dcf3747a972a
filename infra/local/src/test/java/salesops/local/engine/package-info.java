/**
 * The engine with tiny functions of its own: {@link salesops.local.engine.TestSuite} wires them.
 */
@NullMarked
package salesops.local.engine;

import org.jspecify.annotations.NullMarked;
