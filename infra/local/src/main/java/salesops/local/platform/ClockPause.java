package salesops.local.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import salesops.runtime.lambda.Pause;
import salesops.testkit.clock.DiscreteClock;

/** Lets handlers wait by the clock of the local suite. */
public record ClockPause(DiscreteClock time) implements Pause {
  @Override
  public void until(Clock clock, Instant until) {
    time.pauseUntil(until);
  }

  @Override
  public void sideBySide(List<Runnable> works) {
    List<FutureTask<Object>> parts =
        works.stream().map(work -> new FutureTask<>(Executors.callable(work))).toList();
    time.sideBySide(parts);
    Pause.throwFirst(parts);
  }
}
