package salesops.local.engine;

import java.util.function.Consumer;
import salesops.local.faults.Faults;
import salesops.testkit.clock.DiscreteClock;
import salesops.testkit.metering.Meter;

/**
 * Shared state of all parts of a running suite.
 *
 * @param log receives each line that a function logs
 */
record Engine(
    DiscreteClock clock,
    Meter meter,
    Faults faults,
    Activity activity,
    DeadLetters deadLetters,
    Consumer<String> log) {}
