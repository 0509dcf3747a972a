package salesops.settings.yaml;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a settings file and the files it names are read from. */
public interface Folder {
  /** Largest file: forty times what 5,000 territories take. */
  int BYTES_MAX = 32 * 1024 * 1024;

  /**
   * @return at most {@link #BYTES_MAX} + 1 bytes
   * @throws NoSuchFileException when there is none of this name
   */
  public byte[] read(String name) throws IOException;

  /** The folder on disk; names are relative to it. */
  public static Folder of(Path folder) {
    return name -> {
      try (InputStream in = Files.newInputStream(folder.resolve(name))) {
        return in.readNBytes(BYTES_MAX + 1);
      } catch (FileNotFoundException e) {
        throw new NoSuchFileException(name);
      }
    };
  }

  /** A folder inside the product's jar. */
  public static Folder ofResources(Class<?> base, String prefix) {
    return name -> {
      try (InputStream in = base.getResourceAsStream(prefix + name)) {
        if (in == null) {
          throw new NoSuchFileException(name);
        }
        return in.readNBytes(BYTES_MAX + 1);
      }
    };
  }
}
