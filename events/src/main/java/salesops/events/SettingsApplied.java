package salesops.events;

import java.time.Instant;

/**
 * New settings are in force.
 *
 * @param version the new version
 * @param previousVersion the one before; 0 at the first
 * @param appliedBy who did it
 */
public record SettingsApplied(int version, int previousVersion, String appliedBy, Instant appliedAt)
    implements Event {
  public static final String AGGREGATE = "settings";

  @Override
  public String aggregate() {
    return AGGREGATE;
  }
}
