package salesops.wiring;

import java.util.List;

/**
 * Publishes new versions of the settings. No function owns the table: only {@code settings apply}
 * writes it, and several functions read it.
 */
final class SettingsService {
  /** Its code is in routing's jar. */
  private static final Service SETTINGS = new Service(Wiring.SETTINGS_TABLE, "routing");

  private SettingsService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named(Wiring.SETTINGS_TABLE)),
        List.of(
            // The pointer to the version in force, but not the chunks.
            SETTINGS.publisher(Service.keys("pointer")), SETTINGS.republisher()));
  }
}
