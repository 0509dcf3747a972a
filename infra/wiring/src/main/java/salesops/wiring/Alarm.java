package salesops.wiring;

import java.time.Duration;

/**
 * An alarm on a metric that a function emits itself, in the namespace {@code Salesops} under its
 * service. No data is good news.
 *
 * @param metric name of the metric
 * @param statistic how the values of one period are combined
 * @param above highest value without alarm
 * @param periods consecutive periods that must be above it
 * @param message what is wrong, and what to do about it; completes "Salesops slack-sender …"
 */
public record Alarm(
    String metric, Statistic statistic, Duration period, long above, int periods, String message) {

  /** How the values of a period are combined. */
  public enum Statistic {
    SUM,
    MAXIMUM
  }
}
