package salesops.cli.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Reply;
import salesops.cli.settings.ApplySettings.Outcome;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.Compiled;
import salesops.settings.SettingsFile;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;
import salesops.settings.yaml.Problem;
import salesops.settings.yaml.Problem.Severity;
import tools.jackson.databind.node.ObjectNode;

/** {@code settings lint | apply | show | diff | rollback}; {@code replay} comes from elsewhere. */
@Command(
    name = "settings",
    description = "Check, apply and compare the settings.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:problems were found, or it was refused", "2:wrong usage"})
public final class SettingsCommand implements Runnable {
  static final int OK = 0;
  static final int REFUSED = 1;

  /** Differences shown before an apply; {@code diff} shows all. */
  private static final int CHANGES_SHOWN_MAX = 40;

  private static final Pattern VERSION = Pattern.compile("v?([1-9][0-9]{0,8})");

  private final Supplier<SettingsTable> table;
  private final Supplier<String> operator;
  private final Clock clock;
  private final Preview preview;
  private final Function<String, Reply> ask;

  @Spec @Nullable CommandSpec spec;

  /** What settings would have done with the suite's last leads. */
  public interface Preview {
    /** In a few lines; empty when there is nothing to tell. */
    String of(Settings before, Settings after);
  }

  /**
   * @param table the settings of the suite that is meant; asked for by commands that need it
   * @param operator who applies, as named in each version
   */
  public SettingsCommand(
      Supplier<SettingsTable> table, Supplier<String> operator, Clock clock, Preview preview) {
    this(table, operator, clock, preview, Reply::atTerminal);
  }

  SettingsCommand(
      Supplier<SettingsTable> table,
      Supplier<String> operator,
      Clock clock,
      Preview preview,
      Function<String, Reply> ask) {
    this.table = table;
    this.operator = operator;
    this.clock = clock;
    this.preview = preview;
    this.ask = ask;
  }

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "say what to do with the settings");
  }

  @Command(
      description = "Check a settings file and say everything that is wrong with it.",
      mixinStandardHelpOptions = true)
  int lint(
      @Parameters(paramLabel = "FILE", description = "Settings in YAML.") Path file,
      @Option(names = "--strict", description = "Warnings count as errors.") boolean strict) {
    Compiled compiled = SettingsFile.compile(file);
    print(compiled.problems());
    compiled
        .content()
        .ifPresent(content -> out().println(file + ": " + SettingsSummary.counts(content)));
    boolean passes = compiled.usable() && !(strict && !compiled.problems().isEmpty());
    return passes ? OK : REFUSED;
  }

  @Command(
      description = {
        "Check a settings file, show what it changes and what it would have done with the last"
            + " leads, ask, and put it in force.",
        "Without a terminal to ask at, --yes is needed unless it is the first version."
      },
      mixinStandardHelpOptions = true)
  int apply(
      @Parameters(paramLabel = "FILE", description = "Settings in YAML.") Path file,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    Compiled compiled = SettingsFile.compile(file);
    print(compiled.problems());
    if (!compiled.usable()) {
      out().println("Nothing was applied.");
      return REFUSED;
    }
    return apply(compiled.content().orElseThrow(), yes);
  }

  private int apply(Settings content, boolean yes) {
    SettingsTable settings = table.get();
    Optional<Settings> current = ApplySettings.current(settings);
    current.ifPresent(before -> printChanges(before, content));
    int next = current.map(Settings::version).orElse(0) + 1;
    Reply reply = yes ? Reply.YES : ask.apply("Apply as version " + next + "?");
    // The first version of a suite is nothing to be careful with.
    if (reply == Reply.NO || (reply == Reply.NOBODY_THERE && current.isPresent())) {
      out()
          .println(
              reply == Reply.NO
                  ? "Nothing was applied."
                  : "Nothing was applied: there is no terminal to ask at. Add --yes to apply it.");
      return REFUSED;
    }
    Outcome outcome = new ApplySettings(settings, operator.get(), clock).apply(content);
    switch (outcome) {
      case Outcome.Applied applied ->
          out()
              .println(
                  "Version "
                      + applied.settings().version()
                      + " is in force: "
                      + SettingsSummary.counts(applied.settings()));
      case Outcome.Unchanged unchanged ->
          out().println("Version " + unchanged.version() + " says the same; nothing to apply.");
      case Outcome.Overtaken overtaken ->
          out().println("Somebody else applied a version just now: look at it and apply again.");
    }
    return outcome instanceof Outcome.Overtaken ? REFUSED : OK;
  }

  @Command(
      description = "Show the version in force, or another one.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Left out: in force.")
          @Nullable String version,
      @Option(names = "--json", description = "All of it, as functions read it, without the salt.")
          boolean json) {
    Optional<Settings> settings =
        version == null ? inForce(table.get()) : stored(table.get(), version);
    settings.ifPresent(
        found -> {
          if (json) {
            out().println(json(found));
          } else {
            SettingsSummary.lines(found).forEach(out()::println);
          }
        });
    return settings.isPresent() ? OK : REFUSED;
  }

  private static String json(Settings settings) {
    ObjectNode tree = (ObjectNode) Json.MAPPER.valueToTree(settings);
    tree.remove("salt");
    return tree.toPrettyString();
  }

  @Command(
      description = "Compare two settings; each is a version or a file.",
      mixinStandardHelpOptions = true)
  int diff(
      @Parameters(paramLabel = "A", description = "Version or file.") String a,
      @Parameters(
              paramLabel = "B",
              arity = "0..1",
              description = "Version or file. Left out: A is compared with the version in force.")
          @Nullable String b) {
    Optional<Settings> before = b == null ? inForce(table.get()) : settings(a);
    Optional<Settings> after = settings(b == null ? a : b);
    if (before.isEmpty() || after.isEmpty()) {
      return REFUSED;
    }
    List<String> lines = SettingsDiff.lines(before.get(), after.get());
    lines.forEach(out()::println);
    out().println(SettingsSummary.counted(lines.size(), "difference", "differences"));
    return OK;
  }

  @Command(
      description = "Put the content of an earlier version in force again, as a new version.",
      mixinStandardHelpOptions = true)
  int rollback(
      @Parameters(paramLabel = "N", description = "Version.") String version,
      @Option(
              names = {"-y", "--yes"},
              description = "Do not ask.")
          boolean yes) {
    return stored(table.get(), version).map(content -> apply(content, yes)).orElse(REFUSED);
  }

  private Optional<Settings> settings(String versionOrFile) {
    if (VERSION.matcher(versionOrFile).matches()) {
      return stored(table.get(), versionOrFile);
    }
    Compiled compiled = SettingsFile.compile(Path.of(versionOrFile));
    print(compiled.errors());
    return compiled.content();
  }

  private Optional<Settings> inForce(SettingsTable settings) {
    Optional<Settings> current = ApplySettings.current(settings);
    if (current.isEmpty()) {
      out().println("No settings were applied yet: settings apply FILE");
    }
    return current;
  }

  private Optional<Settings> stored(SettingsTable settings, String version) {
    var match = VERSION.matcher(version);
    if (!match.matches()) {
      throw new ParameterException(
          spec().commandLine(), "a version is a number such as 3, not " + version);
    }
    int number = Integer.parseInt(match.group(1));
    int last = settings.pointer();
    if (number > last) {
      out()
          .println(
              last == 0
                  ? "No settings were applied yet: settings apply FILE"
                  : "There is no version " + number + "; the last one is " + last + ".");
      return Optional.empty();
    }
    return Optional.of(settings.version(number));
  }

  private void print(List<Problem> problems) {
    problems.forEach(problem -> out().println(problem));
    if (!problems.isEmpty()) {
      long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
      out()
          .println(
              SettingsSummary.counted((int) errors, "error", "errors")
                  + ", "
                  + SettingsSummary.counted(problems.size() - (int) errors, "warning", "warnings"));
    }
  }

  private void printChanges(Settings before, Settings after) {
    List<String> lines = SettingsDiff.lines(before, after);
    lines.stream().limit(CHANGES_SHOWN_MAX).forEach(out()::println);
    if (lines.size() > CHANGES_SHOWN_MAX) {
      out().println("… and " + (lines.size() - CHANGES_SHOWN_MAX) + " more differences");
    }
    String effect = lines.isEmpty() ? "" : preview.of(before, after);
    if (!effect.isEmpty()) {
      out().println(effect);
    }
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("used outside a command line");
    }
    return spec;
  }
}
