package salesops.intake;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.intake.Quarantined.Release;
import salesops.model.LeadId;

/** Lets a quarantined lead go on its way, once, whoever asks how often. */
final class ReleaseLead {
  private final Quarantine quarantine;
  private final Clock clock;

  ReleaseLead(Quarantine quarantine, Clock clock) {
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /**
   * What became of it.
   *
   * @param already whether it had been released before; then the release is that one
   */
  record Outcome(Quarantined lead, Release release, boolean already) {}

  /** The lead, if it is or was quarantined. */
  Optional<Quarantined> find(String leadId) {
    return id(leadId).flatMap(quarantine::find);
  }

  /**
   * @param by who decides
   * @param link id of the link that was used; absent for a command
   * @return empty when no such lead was ever quarantined
   */
  Optional<Outcome> release(String leadId, String by, @Nullable String link) {
    Optional<Quarantined> found = find(leadId);
    if (found.isEmpty() || found.get().release().isPresent()) {
      return found.map(q -> new Outcome(q, q.release().orElseThrow(), true));
    }
    LeadId lead = found.get().lead().leadId();
    Release mine = new Release(by, link, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (quarantine.release(lead, mine)) {
      return Optional.of(new Outcome(found.get(), mine, false));
    }
    // Somebody else was faster.
    return quarantine
        .find(lead)
        .flatMap(q -> q.release().map(release -> new Outcome(q, release, true)));
  }

  private static Optional<LeadId> id(String text) {
    try {
      return Optional.of(new LeadId(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
