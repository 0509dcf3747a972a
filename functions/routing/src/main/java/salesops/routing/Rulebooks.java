package salesops.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import salesops.model.settings.Settings;
import salesops.runtime.settings.SettingsTable;

/** Settings made ready once for each version. */
final class Rulebooks {
  /** The one in force, and one that somebody asks an explanation for. */
  private static final int CACHED_MAX = 2;

  private final SettingsTable table;
  private final Map<Integer, Rulebook> versions = new ConcurrentHashMap<>();

  Rulebooks(SettingsTable table) {
    this.table = table;
  }

  /** That of the settings in force, at most a few seconds old. */
  Rulebook current() {
    return of(table.current());
  }

  /**
   * @throws IllegalArgumentException when there is no such version
   */
  Rulebook version(int version) {
    return of(table.version(version));
  }

  private Rulebook of(Settings settings) {
    Rulebook ready = versions.get(settings.version());
    if (ready == null) {
      ready = new Rulebook(settings);
      if (versions.size() >= CACHED_MAX) {
        versions.clear();
      }
      versions.put(settings.version(), ready);
    }
    return ready;
  }
}
