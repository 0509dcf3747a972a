package salesops.settings.yaml;

import org.jspecify.annotations.Nullable;

/** A text that is not what its key wants; {@link Section} turns it into a {@link Problem}. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable String fix;

  public Malformed(String message, @Nullable String fix) {
    super(message, null, false, false);
    this.fix = fix;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public @Nullable String fix() {
    return fix;
  }
}
