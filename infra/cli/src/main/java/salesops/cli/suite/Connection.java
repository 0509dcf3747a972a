package salesops.cli.suite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Command-line options that select the suite, and the person on whose behalf a command acts. */
public final class Connection {
  @Option(
      names = "--aws",
      description = "act on the deployed suite (AWS credentials and region as usual)")
  private boolean aws;

  @Option(names = "--as", paramLabel = "EMAIL", description = "who is acting; default: this user")
  private String actor = System.getProperty("user.name", "operator");

  private @Nullable Suite suite;

  /** The selected suite, looked up on first use because some commands need none. */
  public Suite suite() {
    if (suite == null) {
      suite = aws ? new DeployedSuite() : RunningSuite.find();
    }
    return suite;
  }

  public String actor() {
    return actor;
  }

  /** The installation's directory. */
  public static Path home() {
    return Path.of(System.getProperty("salesops.home", "."));
  }
}
