package salesops.runtime.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Until when an invocation begins new steps of its work. */
public final class Deadline {
  private Deadline() {}

  /**
   * The end of the budget, or earlier where the invocation ends before.
   *
   * @param stepMax the longest step, which must be able to end within the invocation
   * @param context absent: the invocation does not end by itself
   */
  public static Instant of(
      Clock clock, Duration budget, Duration stepMax, @Nullable Context context) {
    Duration left =
        context == null
            ? budget
            : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(stepMax);
    return clock.instant().plus(left.compareTo(budget) < 0 ? left : budget);
  }
}
