/**
 * Where leads come in: {@link salesops.intake.IntakeHandler} answers the public HTTP API, {@link
 * salesops.intake.SubmitLead} makes each submission one lead, however often it is sent, and keeps
 * back what {@link salesops.intake.Guard} takes for a bot's.
 */
@NullMarked
package salesops.intake;

import org.jspecify.annotations.NullMarked;
