package salesops.settings.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong, or likely wrong, with settings.
 *
 * @param line from 1 on
 * @param path such as {@code territories[3].employees}; empty for the file as a whole
 * @param fix what to do about it; absent where the message says it
 */
public record Problem(
    Severity severity, String file, int line, String path, String message, @Nullable String fix) {
  /** Errors keep settings from being applied, warnings do not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** {@code settings.yaml:41: territories[3].employees: min 500 is above max 50 — make …}. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ": "
        + (severity == Severity.WARNING ? "warning: " : "")
        + (path.isEmpty() ? "" : path + ": ")
        + message
        + (fix == null ? "" : " — " + fix);
  }
}
