/**
 * The words of the product as values: {@link salesops.model.Lead} is what a form submits, {@link
 * salesops.model.Score} what scoring makes of it. JDK only; everything else depends on this.
 */
@NullMarked
package salesops.model;

import org.jspecify.annotations.NullMarked;
