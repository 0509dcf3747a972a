package salesops.cli.suite;

import java.time.ZoneId;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.UserError;
import salesops.runtime.operations.Operation;
import salesops.runtime.settings.SettingsTable;

/** A suite that commands act on. */
public interface Suite {
  /**
   * Calls the function that does the operation.
   *
   * @throws NotAnswered when nobody knows whether it was done
   * @throws UserError with the suite's own message when it refuses
   */
  <A extends Operation.Answer> A ask(Operation<A> operation);

  SettingsTable settings();

  /** The HTTP API's address, without a slash at its end. */
  String address();

  /** Whether events reach the webhooks. */
  boolean webhooksSwitchedOn();

  /** The company's zone. */
  default ZoneId zone() {
    return settings().current().company().zoneId();
  }
}
