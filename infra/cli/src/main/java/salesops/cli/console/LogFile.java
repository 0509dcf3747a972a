package salesops.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the functions' log lines go: to a file if one is named, else nowhere. */
public final class LogFile {
  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "write the functions' log lines, one JSON object each")
  private @Nullable Path file;

  public Consumer<String> open() {
    if (file == null) {
      return line -> {};
    }
    try {
      return new PrintWriter(Files.newBufferedWriter(file, UTF_8), true)::println;
    } catch (IOException e) {
      throw new UserError("--log " + file + ": cannot be written");
    }
  }
}
