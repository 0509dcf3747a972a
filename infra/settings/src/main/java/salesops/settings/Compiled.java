package salesops.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Settings;
import salesops.settings.yaml.Problem;
import salesops.settings.yaml.Problem.Severity;

/** What a settings file says, or what is wrong with it. */
public final class Compiled {
  private final List<Problem> problems;
  private final @Nullable Settings content;

  Compiled(List<Problem> problems, @Nullable Settings content) {
    this.problems = List.copyOf(problems);
    this.content = content;
  }

  /** Errors first, then warnings, each in the order of the lines. */
  public List<Problem> problems() {
    return problems;
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }

  /** Whether there is no error; warnings there may be. */
  public boolean usable() {
    return content != null;
  }

  /** The content without version, salt, time and operator; empty when there are errors. */
  public Optional<Settings> content() {
    return Optional.ofNullable(content);
  }

  /**
   * The settings as a version.
   *
   * @param version from 1 on
   * @param salt key of the person keys; must be that of the version before, see {@link
   *     ApplySettings}
   * @throws IllegalStateException when there are errors
   */
  public Settings as(int version, String salt, Instant appliedAt, String appliedBy) {
    if (content == null) {
      throw new IllegalStateException("settings with errors cannot be applied");
    }
    return stamped(content, version, salt, appliedAt, appliedBy);
  }

  /** The same settings as another version, or as applied at another time or by somebody else. */
  public static Settings stamped(
      Settings content, int version, String salt, Instant appliedAt, String appliedBy) {
    return new Settings(
        version,
        salt,
        appliedAt,
        appliedBy,
        content.company(),
        content.leadLink(),
        content.forms(),
        content.scoring(),
        content.teams(),
        content.reps(),
        content.calendars(),
        content.namedAccounts(),
        content.territories(),
        content.routing(),
        content.slack(),
        content.webhooks(),
        content.deals(),
        content.quotas(),
        content.rates(),
        content.commission());
  }
}
