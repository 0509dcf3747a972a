package salesops.slack;

import java.time.Instant;
import java.util.Optional;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.WorkingHours;

/** What the settings say of when channels hear. */
record ChannelRules(Settings settings) {

  int perMinuteMax() {
    return settings.slack().perMinuteMax();
  }

  /** Rows to read so that {@link Pace#together} can tell. */
  int rowsToRead() {
    return Math.max(Messages.DIGEST_ROWS_MAX, perMinuteMax() + 1);
  }

  /**
   * Whether messages wait: a rep's outside the rep's hours, all others outside the company's. Who
   * never works again is not waited for, so that nothing waits forever.
   */
  boolean isQuiet(Channel channel, Instant now) {
    if (!settings.slack().quietOutsideHours()) {
      return false;
    }
    Optional<Rep> rep =
        settings.reps().stream()
            .filter(each -> each.id().email().equals(channel.address()))
            .findFirst();
    Optional<Instant> opens =
        rep.isPresent()
            ? WorkingHours.nextOpen(rep.get(), settings, now)
            : WorkingHours.nextOpen(settings, now);
    return opens.filter(now::isBefore).isPresent();
  }
}
