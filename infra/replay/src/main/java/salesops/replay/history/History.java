package salesops.replay.history;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.replay.deals.DealFile;
import salesops.replay.deals.DealFormat;
import salesops.replay.deals.DealRow;
import salesops.replay.deals.DealRow.Note;
import salesops.replay.deals.DealRow.Used;

/**
 * A company's past, read from its files.
 *
 * @param rows of the deals file
 * @param unread rows of it that are no deals
 * @param notes what used rows lack, and how many
 * @param currencySaid whether a row, an option or the settings name the company's currency
 */
public record History(
    Settings settings,
    Roster roster,
    Timeline timeline,
    int rows,
    List<Unread> unread,
    Map<Note, Integer> notes,
    boolean currencySaid) {
  /** What a company counts in that nobody says. */
  private static final String CURRENCY = "USD";

  public History {
    unread = List.copyOf(unread);
  }

  /**
   * A row that is no deal.
   *
   * @param row 1 for the first below the column names
   */
  public record Unread(int row, String reason) {}

  /**
   * The files and how to read them; what is absent isn't known.
   *
   * @param settings instead of those that the lists make
   * @param fiscalYearStarts {@code MM-DD}; where there are no settings
   * @param from first day to play
   * @param to first day not to play
   */
  public record Files(
      Path deals,
      DealFormat.Options format,
      @Nullable Path team,
      List<String> teamMap,
      @Nullable Path quotas,
      List<String> quotaMap,
      @Nullable Path rates,
      List<String> rateMap,
      @Nullable Path plans,
      @Nullable Settings settings,
      ZoneId zone,
      String fiscalYearStarts,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    public Files {
      teamMap = List.copyOf(teamMap);
      quotaMap = List.copyOf(quotaMap);
      rateMap = List.copyOf(rateMap);
    }

    private ListFile.Source list(Path file, String mapOption, List<String> map) {
      return new ListFile.Source(file, mapOption, map, format.dateFormat());
    }
  }

  /**
   * @param today a later close is not known yet, unless {@code --until} says so
   * @throws IllegalArgumentException when a file cannot be read or understood; the message says
   *     what to do
   */
  public static History read(Files files, LocalDate today) {
    return new Reading(files, today).history();
  }

  private record Reading(Files files, LocalDate today) {
    History history() {
      Settings known = files.settings();
      Roster roster = roster(known);
      List<DealRow> rows = DealFile.read(files.deals(), format(known));
      List<Used> used = new ArrayList<>();
      List<Unread> unread = new ArrayList<>();
      Map<Note, Integer> notes = new EnumMap<>(Note.class);
      for (DealRow row : rows) {
        switch (row) {
          case Used deal -> {
            used.add(deal);
            deal.notes().forEach(note -> notes.merge(note, 1, Integer::sum));
          }
          case DealRow.Unread(var it, var code, var field, var message) ->
              unread.add(new Unread(it.number(), (field + " " + message).strip()));
        }
      }
      Set<String> currencies = new TreeSet<>(used.stream().map(Used::currency).toList());
      currencies.remove("");
      Settings bare = known == null ? PastSettings.of(company(currencies), used) : known;
      List<PastDeal> deals = deals(used, bare.company().currency(), roster);
      Settings settings = complete(bare, roster);
      Timeline timeline =
          Timeline.of(
              deals,
              files.from(),
              files.to(),
              files.format().until(),
              settings.deals().stages().getFirst().name());
      return new History(
          settings,
          roster,
          timeline,
          rows.size(),
          unread,
          notes,
          known != null || !files.format().currency().isEmpty() || !currencies.isEmpty());
    }

    private Roster roster(@Nullable Settings known) {
      Path team = files.team();
      if (team != null) {
        return Roster.read(files.list(team, "--team-map", files.teamMap()));
      }
      if (known == null) {
        throw new IllegalArgumentException(
            "nothing says who is in which team: add --team FILE or --settings FILE");
      }
      return Roster.of(known);
    }

    private DealFormat format(@Nullable Settings known) {
      DealFormat.Options said = files.format();
      LocalDate until = said.until();
      DealFormat.Options options =
          new DealFormat.Options(
              said.map(),
              said.stage(),
              said.value(),
              said.dateFormat(),
              said.decimal(),
              said.currency(),
              said.preset(),
              until == null ? today : until);
      return new DealFormat(
          options,
          new DealFormat.Surroundings(
              known == null ? List.of() : known.deals().stages().stream().map(Stage::name).toList(),
              owner -> zone(known, owner),
              true));
    }

    private ZoneId zone(@Nullable Settings known, String owner) {
      return known == null
          ? files.zone()
          : known.zoneOf(owner.indexOf('@') < 1 ? null : new RepId(owner));
    }

    private Company company(Set<String> currencies) {
      String said = files.format().currency();
      if (said.isEmpty() && currencies.size() > 1) {
        throw new IllegalArgumentException(
            "the deals are in %s: say which is the company's with --currency"
                .formatted(String.join(", ", currencies)));
      }
      String currency = !said.isEmpty() ? said : currencies.stream().findFirst().orElse(CURRENCY);
      return new Company("replay", files.zone().getId(), currency, files.fiscalYearStarts());
    }

    private static List<PastDeal> deals(List<Used> used, String currency, Roster roster) {
      Set<String> taken = new HashSet<>(used.stream().map(Used::id).toList());
      List<PastDeal> deals = new ArrayList<>();
      for (Used row : used) {
        deals.add(PastDeal.of(row, id(row, taken), currency, roster));
      }
      return deals;
    }

    /** The row's own, or one made of its number if deals cannot be named like that. */
    private static DealId id(Used row, Set<String> taken) {
      try {
        return new DealId(row.id());
      } catch (IllegalArgumentException e) {
        String id = "row-" + row.row().number();
        while (!taken.add(id)) {
          id += "-";
        }
        return new DealId(id);
      }
    }

    /** With everybody who owns a deal, and with what the lists say. */
    private Settings complete(Settings bare, Roster roster) {
      Settings staffed =
          PastSettings.with(bare, roster.teams(), roster.reps(bare.company().zone()));
      Path rateFile = files.rates();
      ExchangeRates rates =
          rateFile == null
              ? bare.rates()
              : RateFile.read(files.list(rateFile, "--rate-map", files.rateMap()));
      Path planFile = files.plans();
      CommissionPlans plans =
          planFile == null ? bare.commission() : new PlanFile(roster, staffed).read(planFile);
      return PastSettings.with(
          staffed, staffed.teams(), staffed.reps(), quotas(bare, roster, rates), rates, plans);
    }

    private QuotaRules quotas(Settings bare, Roster roster, ExchangeRates rates) {
      QuotaRules rules = bare.quotas();
      Path file = files.quotas();
      if (file == null) {
        return rules;
      }
      List<Quota> quotas =
          new QuotaFile(roster, FiscalCalendar.of(bare.company()), bare.company().currency(), rates)
              .read(files.list(file, "--quota-map", files.quotaMap()), files.format().decimal());
      return new QuotaRules(
          quotas,
          List.of(),
          rules.rampPercents(),
          rules.milestonePercents(),
          rules.goals(),
          rules.contests(),
          rules.paceDigest());
    }
  }
}
