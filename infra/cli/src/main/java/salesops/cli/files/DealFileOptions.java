package salesops.cli.files;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.replay.deals.DealFormat;
import salesops.replay.deals.DealPreset;
import salesops.replay.input.Amounts;

/** How to read a file of deals. */
public final class DealFileOptions {
  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description =
          "Take a field from a column, or from several with 'FIELD={Column} text'; repeatable. A"
              + " column named like its field needs none.")
  private List<String> map = List.of();

  @Option(
      names = "--stage",
      paramLabel = "VALUE=STAGE",
      description =
          "What a value of the stage column means: a stage of the settings, won or lost;"
              + " repeatable. Won, Closed Won, Lost, Closed Lost and the settings' stages need"
              + " none.")
  private List<String> stage = List.of();

  @Option(
      names = "--value",
      paramLabel = "FIELD:VALUE=OTHER",
      description = "Rename a value, such as 'product:GTXPro=GTX Pro'; repeatable.")
  private List<String> value = List.of();

  @Option(
      names = "--preset",
      paramLabel = "CRM",
      description = "Columns and stages of hubspot, salesforce or pipedrive.")
  private @Nullable DealPreset preset;

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description = "Order of a date's parts, such as dd/MM/yyyy, if the file leaves it open.")
  private @Nullable String dateFormat;

  @Option(
      names = "--decimal",
      paramLabel = "SIGN",
      description = "The sign before decimals, comma or point, if the file leaves it open.")
  private Amounts.@Nullable Decimal decimal;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "Currency of rows that name none, such as GBP; default: the company's.")
  private String currency = "";

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day of the data; a deal closed later is left unread.")
  private @Nullable LocalDate until;

  /** What the user says of the file. */
  public DealFormat.Options options() {
    return new DealFormat.Options(map, stage, value, dateFormat, decimal, currency, preset, until);
  }
}
