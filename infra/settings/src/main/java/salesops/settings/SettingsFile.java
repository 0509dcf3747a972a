package salesops.settings;

import java.nio.file.Path;
import salesops.settings.yaml.Folder;

/** A settings file: YAML, with CSV files beside it where it names them. */
public final class SettingsFile {
  /** Name under which problems of the bundled sample are reported. */
  public static final String SAMPLE_NAME = "settings.yaml";

  private static final String SAMPLE_FOLDER = "/salesops/settings/";

  private SettingsFile() {}

  /** Reads and checks a file; a missing file is a problem like any other. */
  public static Compiled compile(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    return SettingsCompiler.compile(Folder.of(folder), name.toString());
  }

  /** The commented sample that documents every key, which is also the demo's settings. */
  public static Compiled sample() {
    return SettingsCompiler.compile(
        Folder.ofResources(SettingsFile.class, SAMPLE_FOLDER), SAMPLE_NAME);
  }
}
