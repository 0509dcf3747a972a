package salesops.cli.settings;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import salesops.model.settings.Settings;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.Compiled;

/**
 * Stores settings as the next version. The salt is made at random for the first version and carried
 * over to every later one, since with another salt nobody would be recognised again.
 */
public final class ApplySettings {
  /** As many bits as a guess of the key may not try through. */
  private static final int SALT_BYTES = 16;

  private final SettingsTable table;
  private final String operator;
  private final Clock clock;
  private final RandomGenerator random;

  /** What became of it. */
  public sealed interface Outcome {
    record Applied(Settings settings) implements Outcome {}

    /** The version in force says the same already. */
    record Unchanged(int version) implements Outcome {}

    /** Somebody else applied a version meanwhile: nothing was stored. */
    record Overtaken() implements Outcome {}
  }

  /**
   * @param operator who is named in the version and its event
   */
  public ApplySettings(SettingsTable table, String operator, Clock clock) {
    this(table, operator, clock, new SecureRandom());
  }

  ApplySettings(SettingsTable table, String operator, Clock clock, RandomGenerator random) {
    this.table = table;
    this.operator = operator;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Applies the content of settings, whatever version they were.
   *
   * @throws IllegalArgumentException when it is too large to store
   */
  public Outcome apply(Settings content) {
    Optional<Settings> current = current(table);
    int version = current.map(Settings::version).orElse(0);
    if (current.isPresent() && sameContent(current.get(), content)) {
      return new Outcome.Unchanged(version);
    }
    Settings next =
        Compiled.stamped(
            content,
            version + 1,
            current.map(Settings::salt).orElseGet(this::salt),
            clock.instant(),
            operator);
    return table.apply(next) ? new Outcome.Applied(next) : new Outcome.Overtaken();
  }

  /** The version in force, read now. */
  static Optional<Settings> current(SettingsTable table) {
    int version = table.pointer();
    return version == 0 ? Optional.empty() : Optional.of(table.version(version));
  }

  private static boolean sameContent(Settings a, Settings b) {
    return Compiled.stamped(a, 0, "", a.appliedAt(), "")
        .equals(Compiled.stamped(b, 0, "", a.appliedAt(), ""));
  }

  private String salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
