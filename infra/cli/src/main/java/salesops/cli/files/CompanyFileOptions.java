package salesops.cli.files;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.cli.console.UserError;
import salesops.model.settings.Settings;
import salesops.replay.deals.DealFormat;
import salesops.replay.history.History;

/** The files of a company's past beside its deals, and how to read them. */
public final class CompanyFileOptions {
  private static final String JANUARY = "01-01";
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Option(
      names = "--team",
      paramLabel = "FILE",
      description =
          "Who was in which team: rep, name, team, manager, region, from, to (half-open); a row"
              + " for each membership.")
  private @Nullable Path team;

  @Option(
      names = "--team-map",
      paramLabel = "FIELD=COLUMN",
      description = "Take a field of the team file from a column; repeatable.")
  private List<String> teamMap = List.of();

  @Option(
      names = "--quotas",
      paramLabel = "FILE",
      description = "Quotas: rep or team, period (2017-07, 2017-Q3, 2017 or its first day), quota.")
  private @Nullable Path quotas;

  @Option(
      names = "--quota-map",
      paramLabel = "FIELD=COLUMN",
      description = "Take a field of the quotas from a column; repeatable.")
  private List<String> quotaMap = List.of();

  @Option(
      names = "--rates",
      paramLabel = "FILE",
      description = "Exchange rates to the company's currency: currency, from, rate.")
  private @Nullable Path rates;

  @Option(
      names = "--rate-map",
      paramLabel = "FIELD=COLUMN",
      description = "Take a field of the rates from a column; repeatable.")
  private List<String> rateMap = List.of();

  @Option(
      names = "--plans",
      paramLabel = "FILE.yaml",
      description = "Commission plans: a file with plans as in the settings.")
  private @Nullable Path plans;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings that say what these options and files don't.")
  private @Nullable Path settings;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The company's time zone, such as Europe/London; default: UTC.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--fiscal-year-starts",
      paramLabel = "MM-DD",
      description = "First day of the fiscal year, such as 02-01; default: 01-01.")
  private @Nullable String fiscalYearStarts;

  /** The settings file, if there is one. */
  public @Nullable Path settings() {
    return settings;
  }

  /**
   * All files.
   *
   * @param known content of {@link #settings()}
   * @param from first day; absent: of the deals
   * @param to first day after the last one; absent: of the deals
   * @throws UserError when options contradict each other
   */
  public History.Files files(
      Path deals,
      DealFormat.Options format,
      @Nullable Settings known,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    check();
    return new History.Files(
        deals,
        format,
        team,
        teamMap,
        quotas,
        quotaMap,
        rates,
        rateMap,
        plans,
        known,
        zone(known),
        fiscalYearStarts == null ? JANUARY : fiscalYearStarts,
        from,
        to);
  }

  private ZoneId zone(@Nullable Settings known) {
    if (known != null) {
      return known.company().zoneId();
    }
    return zone == null ? UTC : zone;
  }

  private void check() {
    goesWith("--team-map", teamMap, "--team", team);
    goesWith("--quota-map", quotaMap, "--quotas", quotas);
    goesWith("--rate-map", rateMap, "--rates", rates);
    if (settings != null && (zone != null || fiscalYearStarts != null)) {
      throw new UserError("--zone and --fiscal-year-starts: the settings say that already");
    }
    String start = fiscalYearStarts;
    try {
      if (start != null && MonthDay.parse("--" + start).equals(MonthDay.of(2, 29))) {
        throw new UserError("--fiscal-year-starts must be a day of every year: 02-29");
      }
    } catch (DateTimeException e) {
      throw new UserError("--fiscal-year-starts must be a month and a day such as 02-01: " + start);
    }
  }

  private static void goesWith(
      String mapOption, List<String> map, String fileOption, @Nullable Path file) {
    if (!map.isEmpty() && file == null) {
      throw new UserError(mapOption + " goes with " + fileOption + " FILE");
    }
  }
}
