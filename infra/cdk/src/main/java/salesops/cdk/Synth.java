package salesops.cdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  private static final Path OUT = Path.of("cdk.out");
  private static final String USAGE =
      """
      usage: salesops synth [--out DIR] [--context KEY=VALUE]...

      Writes the CloudFormation templates and the functions' code to DIR (default: cdk.out).
      Deploy them with salesops deploy, or any tool that takes a CDK cloud assembly.

        --context tracing=on      functions send traces to X-Ray
        --context slackApi=URL    address of Slack's Web API, such as https://slack-gov.com/api
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
      Path out = write(List.of(args));
      System.out.println(
          "Wrote " + SalesopsApp.STATE + ", " + SalesopsApp.FUNCTIONS + " to " + out);
    } catch (Unusable | IllegalArgumentException | IllegalStateException e) {
      System.err.println("salesops synth: " + e.getMessage());
      System.exit(e instanceof IllegalStateException ? 1 : 2);
    }
    // The bridge to Node.js leaves threads behind that would hold this process.
    System.exit(0);
  }

  /**
   * Writes the cloud assembly of this checkout.
   *
   * @param context what is part of the templates, such as {@code slackApi}
   * @return the absolute folder
   * @throws IllegalStateException when Node.js or the functions' code is missing
   */
  public static Path write(Path out, Map<String, String> context) {
    requireNode();
    Path folder = out.toAbsolutePath().normalize();
    clear(folder);
    App app = SalesopsApp.of(Wiring.SUITE, Code.built(Code.home()), context, folder);
    app.synth();
    return folder;
  }

  private static Path write(List<String> args) throws Unusable {
    Path out = OUT;
    Map<String, String> context = new HashMap<>();
    Iterator<String> words =
        args.stream()
            .flatMap(arg -> arg.startsWith("--") ? Stream.of(arg.split("=", 2)) : Stream.of(arg))
            .iterator();
    while (words.hasNext()) {
      String option = words.next();
      String value = words.hasNext() ? words.next() : "";
      String[] pair = value.split("=", 2);
      if (option.equals("--out") && !value.isEmpty()) {
        out = Path.of(value);
      } else if (option.equals("--context") && pair.length == 2) {
        context.put(pair[0], pair[1]);
      } else {
        throw new Unusable("does not know " + String.join(" ", args) + "; see --help");
      }
    }
    return write(out, context);
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
