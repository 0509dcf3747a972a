package salesops.cdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salesops.wiring.Wiring;
import software.amazon.awscdk.App;

/**
 * Writes the cloud assembly, templates and code, that {@code cdk deploy} takes. Needs Node.js, but
 * neither the CDK's command line nor network, account or credentials.
 */
@SuppressWarnings("SystemOut") // a command line
public final class Synth {
  private static final String OPTION = "--out";
  private static final Path OUT = Path.of("cdk.out");
  private static final String USAGE =
      """
      usage: salesops synth [--out DIR]

      Writes the CloudFormation templates and the functions' code to DIR (default: cdk.out).
      Deploy them with salesops deploy, or any tool that takes a CDK cloud assembly.
      """;

  private Synth() {}

  /** A mistake of the caller, told in one sentence. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  public static void main(String[] args) {
    if (Stream.of(args).anyMatch(a -> a.equals("--help") || a.equals("-h"))) {
      System.out.print(USAGE);
      return;
    }
    try {
      Path out = write(out(List.of(args)));
      System.out.println(
          "Wrote " + SalesopsApp.STATE + ", " + SalesopsApp.FUNCTIONS + " to " + out);
    } catch (Unusable | IllegalStateException e) {
      System.err.println("salesops synth: " + e.getMessage());
      System.exit(e instanceof Unusable ? 2 : 1);
    }
    // The bridge to Node.js leaves threads behind that would hold this process.
    System.exit(0);
  }

  /**
   * Writes the cloud assembly of this checkout.
   *
   * @return the absolute folder
   * @throws IllegalStateException when Node.js or the functions' code is missing
   */
  public static Path write(Path out) {
    requireNode();
    Path folder = out.toAbsolutePath().normalize();
    clear(folder);
    App app = SalesopsApp.of(Wiring.SUITE, Code.built(Code.home()), folder);
    app.synth();
    return folder;
  }

  private static Path out(List<String> args) throws Unusable {
    if (args.isEmpty()) {
      return OUT;
    }
    if (args.size() == 1 && args.getFirst().startsWith(OPTION + "=")) {
      return Path.of(args.getFirst().substring(OPTION.length() + 1));
    }
    if (args.size() == 2 && args.getFirst().equals(OPTION)) {
      return Path.of(args.getLast());
    }
    throw new Unusable("does not know " + String.join(" ", args) + "; see --help");
  }

  private static void requireNode() {
    boolean found =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    if (!found) {
      throw new IllegalStateException("needs Node.js 20 or newer (node on PATH)");
    }
  }

  /** Empties an earlier assembly, so that no code of an older build is left in it. */
  private static void clear(Path folder) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
