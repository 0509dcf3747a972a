package salesops.wiring;

import java.util.List;

/**
 * Announces new versions of the settings. The table belongs to no function: only {@code settings
 * apply} writes it, and several functions read it.
 */
final class SettingsService {
  /** Its code comes from routing's jar. */
  private static final Service SETTINGS = new Service(Wiring.SETTINGS_TABLE, "routing");

  private SettingsService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named(Wiring.SETTINGS_TABLE)),
        List.of(
            // The pointer to the version in force; not the chunks.
            SETTINGS.publisher(Service.keys("pointer")), SETTINGS.republisher()));
  }
}
