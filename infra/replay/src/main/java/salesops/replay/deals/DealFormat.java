package salesops.replay.deals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal;
import salesops.replay.input.Amounts.Decimal;
import salesops.replay.input.Template;

/** How a file of deals is to be read: which column is what, and what its values mean. */
public final class DealFormat {
  private final Options options;
  private final Surroundings around;
  private final DealPreset.Names preset;
  private final Map<DealColumn, Template> mapped = new EnumMap<>(DealColumn.class);
  private final Map<String, String> stages = new HashMap<>();
  private final Map<DealColumn, Map<String, String>> renamed = new EnumMap<>(DealColumn.class);

  /**
   * What a user says of a file.
   *
   * @param map {@code FIELD=COLUMN} or {@code FIELD={Column} text}
   * @param stage {@code VALUE=stage}
   * @param value {@code FIELD:VALUE=OTHER}
   * @param dateFormat absent: found out
   * @param decimal absent: found out
   * @param currency of rows that name none; empty: unknown
   * @param preset whose export it is; absent: nobody's in particular
   * @param until last day of the data, inclusive; absent: no limit
   */
  public record Options(
      List<String> map,
      List<String> stage,
      List<String> value,
      @Nullable String dateFormat,
      @Nullable Decimal decimal,
      String currency,
      @Nullable DealPreset preset,
      @Nullable LocalDate until) {
    public Options {
      map = List.copyOf(map);
      stage = List.copyOf(stage);
      value = List.copyOf(value);
      currency = currency.toUpperCase(Locale.ROOT);
      if (!currency.isEmpty() && !isCurrency(currency)) {
        throw new IllegalArgumentException(
            "--currency " + currency + ": must be an ISO 4217 code such as GBP");
      }
    }
  }

  /**
   * Where the deals are read into.
   *
   * @param stages open stages of the settings; empty: there are no settings, any stage is known
   * @param zoneOf zone of an owner, for times that are no calendar dates
   * @param idsByRow whether a row without id gets its number as one; else it is unread
   */
  public record Surroundings(
      List<String> stages, Function<String, ZoneId> zoneOf, boolean idsByRow) {
    public Surroundings {
      stages = List.copyOf(stages);
    }
  }

  /**
   * @throws IllegalArgumentException with the option that is wrong and the fix
   */
  public DealFormat(Options options, Surroundings around) {
    this.options = options;
    this.around = around;
    preset =
        options.preset() == null
            ? new DealPreset.Names(Map.of(), Map.of())
            : options.preset().names();
    preset.stages().entrySet().stream()
        .filter(stage -> isKnown(stage.getValue()))
        .forEach(stage -> stages.put(key(stage.getKey()), stage(stage.getValue())));
    for (String option : options.map()) {
      Template.Option read = Template.option("--map", option);
      mapped.put(column(read.field(), "--map " + option), read.template());
    }
    for (String option : options.stage()) {
      String[] halves = halves(option, "--stage", "VALUE=stage");
      String stage = stage(halves[1]);
      if (!isKnown(stage)) {
        throw new IllegalArgumentException(
            "--stage '%s': there's no such stage in the settings. Use one of: %s, won, lost"
                .formatted(option, String.join(", ", around.stages())));
      }
      stages.put(key(halves[0]), stage);
    }
    for (String option : options.value()) {
      String[] halves = halves(option, "--value", "FIELD:VALUE=OTHER");
      int colon = halves[0].indexOf(':');
      renamed
          .computeIfAbsent(
              column(halves[0].substring(0, Math.max(0, colon)), "--value '" + option + "'"),
              c -> new HashMap<>())
          .put(key(halves[0].substring(colon + 1)), halves[1]);
    }
  }

  static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }

  private static String[] halves(String option, String name, String form) {
    int equals = option.lastIndexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(name + " '" + option + "': write '" + form + "'");
    }
    return new String[] {option.substring(0, equals), option.substring(equals + 1).strip()};
  }

  private static DealColumn column(String field, String option) {
    return Stream.of(DealColumn.values())
        .filter(column -> column.fieldName().equals(field))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option
                        + ": there's no field "
                        + field
                        + ". Use one of: "
                        + DealColumn.names()));
  }

  private static String key(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }

  Options options() {
    return options;
  }

  Surroundings around() {
    return around;
  }

  /**
   * How each field is made: as mapped, else of the preset's columns that the file has, else of the
   * column named like it. Of several the first with a value counts.
   *
   * @throws IllegalArgumentException when the file lacks a mapped column, or one with the stage
   */
  Map<DealColumn, List<Template>> templates(List<String> header) {
    Map<DealColumn, List<Template>> templates = new EnumMap<>(DealColumn.class);
    for (DealColumn column : DealColumn.values()) {
      Template said = mapped.get(column);
      if (said != null) {
        said.check(column.fieldName(), header);
        templates.put(column, List.of(said));
        continue;
      }
      Stream<String> ofPreset =
          preset.columns().getOrDefault(column.fieldName(), List.of()).stream()
              .flatMap(name -> header.stream().filter(name::equalsIgnoreCase));
      Stream<String> own = header.stream().filter(column.fieldName()::equals);
      List<Template> there = Stream.concat(ofPreset, own).distinct().map(Template::column).toList();
      if (!there.isEmpty()) {
        templates.put(column, there);
      }
    }
    if (!templates.containsKey(DealColumn.STAGE)) {
      throw new IllegalArgumentException(
          "nothing says which stage a deal is in: add --map stage=COLUMN; the file's columns are "
              + String.join(", ", header));
    }
    return templates;
  }

  /** What a value is called after the renames asked for. */
  String renamed(DealColumn column, String value) {
    return renamed.getOrDefault(column, Map.of()).getOrDefault(key(value), value.strip());
  }

  /**
   * The stage that a value means: won, lost, one of the settings, else an open one of this name.
   */
  String stage(String value) {
    String said = stages.get(key(value));
    if (said != null) {
      return said;
    }
    return switch (key(value).replaceAll("[ _-]", "")) {
      case "won", "closedwon" -> Deal.WON;
      case "lost", "closedlost" -> Deal.LOST;
      default -> around.stages().stream().filter(value::equalsIgnoreCase).findFirst().orElse(value);
    };
  }

  /** Whether a stage is won, lost or one of the settings, if there are any. */
  public boolean isKnown(String stage) {
    return around.stages().isEmpty()
        || stage.equals(Deal.WON)
        || stage.equals(Deal.LOST)
        || around.stages().stream().anyMatch(stage::equalsIgnoreCase);
  }
}
