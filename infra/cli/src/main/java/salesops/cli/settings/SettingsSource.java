package salesops.cli.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.cli.console.UserError;
import salesops.model.settings.Settings;
import salesops.settings.Compiled;
import salesops.settings.SettingsFile;

/** Settings for a suite that starts here: a file's, or the sample's. */
public final class SettingsSource {
  /** The same on every run, so that ids are too; a deployed suite makes its own. */
  private static final String DEMO_SALT = "demo";

  private SettingsSource() {}

  /**
   * @throws UserError when the file has errors, after all of them were printed
   */
  public static Settings compile(@Nullable Path file, PrintWriter err) {
    Compiled compiled = file == null ? SettingsFile.sample() : SettingsFile.compile(file);
    if (!compiled.usable()) {
      compiled.problems().forEach(err::println);
      int errors = compiled.errors().size();
      throw new UserError("the settings have " + errors + (errors == 1 ? " error" : " errors"));
    }
    return compiled.as(1, DEMO_SALT, Instant.EPOCH, "demo");
  }
}
