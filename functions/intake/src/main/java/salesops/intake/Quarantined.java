package salesops.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;

/**
 * A lead that was kept back.
 *
 * @param released by whom and when; absent while it is kept back
 */
record Quarantined(
    Lead lead, List<String> reasons, Instant quarantinedAt, @Nullable Release released) {
  Quarantined {
    reasons = List.copyOf(reasons);
  }

  /**
   * Who let a lead go on its way.
   *
   * @param by e-mail address or name
   * @param link id of the link that was used; absent for a command
   */
  record Release(String by, @Nullable String link, Instant at) {}

  Optional<Release> release() {
    return Optional.ofNullable(released);
  }
}
