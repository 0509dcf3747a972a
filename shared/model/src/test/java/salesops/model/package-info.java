/** Tests of the values that every function shares. */
@NullMarked
package salesops.model;

import org.jspecify.annotations.NullMarked;
