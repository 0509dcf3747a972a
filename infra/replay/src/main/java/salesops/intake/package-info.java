/**
 * Intake on leads from a file: {@link salesops.intake.IntakeReplay} submits them to {@link
 * salesops.intake.MemoryIntakeStore}. Both are in the package of the function whose use cases they
 * run, but not in its jar.
 */
@NullMarked
package salesops.intake;

import org.jspecify.annotations.NullMarked;
