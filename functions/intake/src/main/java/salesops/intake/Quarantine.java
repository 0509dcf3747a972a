package salesops.intake;

import java.util.List;
import java.util.Optional;
import salesops.model.LeadId;

/** The leads that are kept back, among those that {@link IntakeStore} keeps. */
interface Quarantine {
  /** Leads that are kept back, the newest first. */
  List<Quarantined> newest(int limit);

  /** A lead that is or was kept back. */
  Optional<Quarantined> find(LeadId lead);

  /**
   * Lets a lead that is kept back go on its way.
   *
   * @return false when it is not kept back (any more): nothing changed
   */
  boolean release(LeadId lead, Quarantined.Release release);
}
