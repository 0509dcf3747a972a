package salesops.settings;

import java.time.Instant;
import java.time.LocalDateTime;
import salesops.model.settings.Settings;

/** When trials begin: a Tuesday, 10:00 company time, so that results don't depend on the hour. */
public final class TrialStart {
  private static final LocalDateTime LOCAL = LocalDateTime.of(2026, 11, 3, 10, 0);

  private TrialStart() {}

  /** In the company's zone. */
  public static Instant of(Settings settings) {
    return LOCAL.atZone(settings.company().zoneId()).toInstant();
  }
}
