package salesops.cdk;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the code of each service lies: a folder with {@code lib/*.jar}, as Lambda loads it. */
interface Code {
  /**
   * @throws IllegalStateException when the service is not built
   */
  Path of(String service);

  /** Code that Maven built in this checkout. */
  static Code built(Path home) {
    return service -> {
      Path folder = home.resolve("functions").resolve(service).resolve("target/lambda");
      File[] jars =
          folder.resolve("lib").toFile().listFiles((in, name) -> name.startsWith(service + "-"));
      if (jars == null || jars.length == 0) {
        throw new IllegalStateException(
            folder + " holds no " + service + " jar: build first, with mvn -DskipTests package");
      }
      return folder;
    };
  }

  /**
   * The checkout: system property {@code salesops.home}, else the nearest folder upwards.
   *
   * @throws IllegalStateException when there is none
   */
  static Path home() {
    String given = System.getProperty("salesops.home");
    if (given != null) {
      return Path.of(given);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("functions"))
          && Files.isDirectory(folder.resolve("infra"))) {
        return folder;
      }
    }
    throw new IllegalStateException(start + " is not inside a checkout of Salesops");
  }
}
