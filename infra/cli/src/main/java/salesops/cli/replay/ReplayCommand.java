package salesops.cli.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Progress;
import salesops.cli.console.Since;
import salesops.cli.console.UserError;
import salesops.cli.settings.SettingsSource;
import salesops.cli.suite.Connection;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.replay.Replay;
import salesops.replay.Replay.Side;
import salesops.replay.ReplayFile;
import salesops.replay.ReplayReport;
import salesops.replay.ReplayScreen;
import salesops.replay.SuiteLeads;
import salesops.replay.input.FileLeads;
import salesops.replay.input.LeadInput;
import salesops.replay.input.Mapping;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code salesops settings replay}: what other settings would have done with the last leads. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Decides leads anew, under the settings in force and under those of FILE, and says which get"
          + " another grade, territory or owner, and why. Nothing is stored or sent.",
      "The leads are the last ones of the suite, or those of a file."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:refused: errors in the settings, or no leads", "2:wrong usage"})
public final class ReplayCommand implements Callable<Integer> {
  /** The last leads that are taken when nobody says how many. */
  static final int LIMIT = 10_000;

  /** The last leads that an apply tries in passing, and the pages it reads for them. */
  private static final int PREVIEW_LEADS_MAX = 1_000;

  private static final int PREVIEW_PAGES_MAX = 300;

  private final Connection connection;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "the settings to try, in YAML")
  private Path file = Path.of("");

  @Option(
      names = "--leads",
      paramLabel = "FILE.csv",
      description = "these leads instead of the suite's; taken as by demo --leads")
  private @Nullable Path leadsFile;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = "as in demo; repeatable; goes with --leads")
  private List<String> map = List.of();

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = {
        "column that says when each lead was submitted, in ISO 8601; goes with --leads.",
        "Left out: one a second on a Tuesday from 10:00 company time"
      })
  private @Nullable String timeColumn;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.Reader.class,
      description = "the suite's leads from then on: 2026-11-03, 2026-11-03T14:00 or …T14:00Z")
  private @Nullable Since since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "at most the last N leads of the suite, or the first N of a file; default: 10000")
  private int limit = LIMIT;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "compare with these settings instead of those in force")
  private @Nullable Path against;

  @Option(names = "--csv", paramLabel = "FILE", description = "write every change as CSV")
  private @Nullable Path csvFile;

  @Option(names = "--json", paramLabel = "FILE", description = "write all figures and changes")
  private @Nullable Path jsonFile;

  public ReplayCommand(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Integer call() {
    check();
    PrintWriter err = spec.commandLine().getErr();
    Side after = new Side(name(file), SettingsSource.compile(file, err));
    Side before =
        against == null ? inForce() : new Side(name(against), SettingsSource.compile(against, err));
    LeadInput input = leads(before.settings());
    if (input.leads().isEmpty()) {
      throw new UserError(none(input));
    }
    ReplayReport report;
    try (Progress progress = Progress.of("leads, twice", 2 * input.leads().size())) {
      report = Replay.run(before, after, input, progress::step);
    }
    spec.commandLine().getOut().println(ReplayScreen.text(report));
    write(report);
    return 0;
  }

  private void check() {
    if (limit < 1 || limit > Replay.LEADS_MAX) {
      throw wrong("--limit " + limit + ": from 1 to " + Replay.LEADS_MAX);
    }
    if (leadsFile == null && (!map.isEmpty() || timeColumn != null)) {
      throw wrong((map.isEmpty() ? "--time" : "--map") + " goes with --leads FILE.csv");
    }
    if (leadsFile != null && since != null) {
      throw wrong("--since goes with the suite's leads, not with --leads");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private Side inForce() {
    try {
      SettingsTable settings = connection.suite().settings();
      int version = settings.pointer();
      if (version == 0) {
        throw new UserError("no settings were applied yet");
      }
      return new Side("v" + version + ", in force", settings.version(version));
    } catch (UserError e) {
      throw new UserError(e.getMessage() + "; to compare with another file: --against FILE");
    }
  }

  private LeadInput leads(Settings before) {
    if (leadsFile != null) {
      return FileLeads.read(leadsFile, Mapping.of(map), timeColumn, before, limit);
    }
    Instant from = since == null ? Instant.EPOCH : since.in(before.company().zoneId());
    try (Progress progress = Progress.of("pages read", -1)) {
      List<Lead> leads =
          SuiteLeads.newest(
                  connection.suite()::ask, from, limit, SuiteLeads.PAGES_MAX, progress::step)
              .orElseThrow(() -> new UserError("the suite has too many leads to read from here"));
      return new LeadInput("the suite", leads, 0, List.of());
    }
  }

  private String none(LeadInput input) {
    return leadsFile == null
        ? "the suite has no leads"
            + (since == null ? " yet" : " since " + since.text())
            + "; to try a file: --leads FILE.csv"
        : input.source()
            + ": no row is a lead"
            + input.bad().stream()
                .limit(1)
                .map(bad -> "; row " + bad.number() + ": " + bad.reason())
                .collect(Collectors.joining());
  }

  private void write(ReplayReport report) {
    write(csvFile, "--csv", path -> ReplayFile.csv(report, path));
    write(jsonFile, "--json", path -> ReplayFile.json(report, path));
  }

  private interface Writing {
    void to(Path path) throws IOException;
  }

  private static void write(@Nullable Path path, String option, Writing writing) {
    if (path != null) {
      try {
        writing.to(path);
      } catch (IOException e) {
        throw new UserError(option + " " + path + ": cannot be written");
      }
    }
  }

  /** In a few lines, for whoever is about to apply settings; empty without leads. */
  public static String preview(Connection connection, Settings before, Settings after) {
    try {
      Optional<List<Lead>> leads =
          SuiteLeads.newest(
              connection.suite()::ask,
              Instant.EPOCH,
              PREVIEW_LEADS_MAX,
              PREVIEW_PAGES_MAX,
              () -> {});
      if (leads.isEmpty()) {
        return "There are too many leads to try in passing: settings replay FILE";
      }
      return leads.get().isEmpty()
          ? ""
          : ReplayScreen.shortText(
              Replay.run(
                  new Side("in force", before),
                  new Side("new", after),
                  new LeadInput("the suite", leads.get(), 0, List.of()),
                  () -> {}));
    } catch (UserError | SdkException | UncheckedIOException e) {
      // Whoever may apply settings need not be allowed to read leads, and a suite that does not
      // answer must not keep them from being applied.
      return "The last leads could not be tried: " + e.getMessage();
    }
  }
}
