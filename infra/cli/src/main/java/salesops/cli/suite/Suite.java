package salesops.cli.suite;

import java.time.ZoneId;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.UserError;
import salesops.runtime.operations.Operation;
import salesops.runtime.settings.SettingsTable;

/** The suite that commands act on. */
public interface Suite {
  /**
   * Calls the function that performs the operation.
   *
   * @throws NotAnswered if it is unknown whether the operation took effect
   * @throws UserError with the suite's own message if it refuses
   */
  <A extends Operation.Answer> A ask(Operation<A> operation);

  SettingsTable settings();

  /** The HTTP API's address, without a trailing slash. */
  String address();

  /** Whether events are delivered to webhooks. */
  boolean webhooksSwitchedOn();

  /** The company's time zone. */
  default ZoneId zone() {
    return settings().current().company().zoneId();
  }
}
