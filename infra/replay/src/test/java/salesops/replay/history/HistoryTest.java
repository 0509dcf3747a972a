package salesops.replay.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.RepId;
import salesops.model.deal.Deal.State;
import salesops.model.settings.Membership;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Rep;
import salesops.replay.deals.DealFormat;
import salesops.replay.history.History.Unread;
import salesops.replay.history.Timeline.Day;

class HistoryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 3);
  private static final String DEALS =
      """
      id,owner,stage,amount,created,closed
      D-1,Ana Ruiz,Won,100,2017-01-10,2017-02-20
      D-2, ana ruiz ,Lost,,2017-01-10,2017-03-01
      D-3,Zed,Engaging,40,2017-02-01,
      D-4,Ben,Prospecting,,,
      """;
  private static final String TEAM =
      """
      rep,team,manager,region,from,to
      Ana Ruiz,Red,Tom,North,,2017-02-01
      Ana Ruiz,Blue,Uma,South,2017-02-01,
      Ben,Blue,Uma,South,,
      """;

  @TempDir private Path folder = Path.of("");

  private final List<String> teamMap = new ArrayList<>();
  private @Nullable Path quotas;
  private @Nullable Path rates;
  private @Nullable Path plans;
  private @Nullable LocalDate from;
  private @Nullable LocalDate to;
  private @Nullable LocalDate until;
  private String currency = "";
  private String fiscalYearStarts = "01-01";

  private Path write(String name, String text) {
    return write(name, text, UTF_8);
  }

  private Path write(String name, String text, Charset charset) {
    try {
      return Files.writeString(folder.resolve(name), text, charset);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private History read(String deals, Path team) {
    DealFormat.Options format =
        new DealFormat.Options(List.of(), List.of(), List.of(), null, null, currency, null, until);
    return History.read(
        new History.Files(
            write("deals.csv", deals),
            format,
            team,
            teamMap,
            quotas,
            List.of(),
            rates,
            List.of(),
            plans,
            null,
            ZoneId.of("UTC"),
            fiscalYearStarts,
            from,
            to),
        TODAY);
  }

  private History read() {
    return read(DEALS, write("team.csv", TEAM));
  }

  private String refusal(String deals, String team) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> read(deals, write("team.csv", team)))
            .getMessage());
  }

  private static Rep rep(History history, String name) {
    RepId id = history.roster().find(name).orElseThrow();
    return history.settings().rep(id).orElseThrow();
  }

  @Test
  void rowsOfOneRepAreMembershipsInOrder() {
    Rep ana = rep(read(), "ANA RUIZ");
    assertEquals("ana.ruiz@replay.invalid", ana.id().email());
    assertEquals(
        List.of(
            new Membership("Red", null, LocalDate.of(2017, 2, 1)),
            new Membership("Blue", LocalDate.of(2017, 2, 1), null)),
        ana.memberships());
  }

  @Test
  void theRegionIsThatOfTheMembershipOnTheDay() {
    History history = read();
    RepId ana = history.roster().find("Ana Ruiz").orElseThrow();
    assertEquals("North", history.roster().region(ana, LocalDate.of(2017, 1, 31)));
    assertEquals("South", history.roster().region(ana, LocalDate.of(2017, 2, 1)));
  }

  @Test
  void ownersMatchWhateverTheCaseAndOuterBlanks() {
    History history = read();
    RepId ana = history.roster().find("Ana Ruiz").orElseThrow();
    assertEquals(ana, history.timeline().deals().get(1).deal().owner());
  }

  @Test
  void anUnknownOwnerIsARepOfTeamUnknown() {
    History history = read();
    assertEquals(List.of("Zed"), history.roster().unknownOwners());
    assertEquals("unknown", rep(history, "Zed").team());
  }

  @Test
  void namesOfOneSpellingGetDifferentAddresses() {
    History history =
        read(DEALS, write("team.csv", "rep,team\nAna Ruiz,Red\nAna-Ruiz,Red\nBen,Red\n李,Red\n"));
    assertEquals(
        List.of(
            "ana.ruiz@replay.invalid",
            "ana.ruiz-2@replay.invalid",
            "ben@replay.invalid",
            "rep@replay.invalid",
            "zed@replay.invalid"),
        history.settings().reps().stream().map(each -> each.id().email()).toList());
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ';'", "UTF-8, '\t'", "windows-1252, ;", "UTF-16LE, ','"})
  void messyExportsOfTheTeamAreRead(String charset, String separator) {
    String text =
        "\uFEFFSales rep,Team\r\n\r\n Ana Ruiz ,\"Équipe\"\r\nBen,Red\r\n".replace(",", separator);
    teamMap.add("rep=Sales rep");
    boolean marked = !charset.equals("windows-1252");
    Path team = write("team.csv", marked ? text : text.substring(1), Charset.forName(charset));
    assertEquals("Équipe", rep(read(DEALS, team), "Ana Ruiz").team());
  }

  @Test
  void aTeamFileWithoutTeamsGroupsByManager() {
    Path team = write("team.csv", "rep,manager,region\nAna Ruiz,Tom,North\nBen,Uma,South\n");
    assertEquals("Tom", rep(read(DEALS, team), "Ana Ruiz").team());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rep,team,from,to;Ana,Red,2017-01-01,;Ana,Blue,2017-03-01,"
            + "|team.csv, row 2: Ana must not be in two teams at once, see row 1",
        "rep,team,from,to;Ana,Red,2017-03-01,2017-03-01"
            + "|team.csv, row 1: to must be after from, the first day in no team or another one:"
            + " 2017-03-01",
        "rep,team,from;Ana,Red,soon|team.csv, row 1: from isn't a date: soon",
        "rep,team;,Red;Ben,Red|team.csv, row 1: rep is missing",
        "name,team;Ana,Red|team.csv: nothing says what rep is: add --team-map rep=COLUMN",
      })
  void whatCannotBeATeamIsRefusedWithItsRow(String team, String message) {
    assertEquals(message, refusal(DEALS, team.replace(';', '\n') + "\n"));
  }

  @Test
  void dealsOpenAndCloseOnTheirDays() {
    Timeline timeline = read().timeline();
    assertEquals(LocalDate.of(2017, 1, 10), timeline.from());
    assertEquals(LocalDate.of(2017, 3, 2), timeline.until());
    assertEquals(
        List.of("2017-01-10 2 0", "2017-02-01 1 0", "2017-02-20 0 1", "2017-03-01 1 1"),
        timeline.days().stream().map(HistoryTest::text).toList());
  }

  private static String text(Day day) {
    return day.date() + " " + day.opened().size() + " " + day.closed().size();
  }

  @Test
  void aWindowLeavesOutWhatHappenedBeforeAndAfter() {
    from = LocalDate.of(2017, 2, 1);
    to = LocalDate.of(2017, 3, 1);
    Timeline timeline = read().timeline();
    assertEquals(
        List.of("2017-02-01 3 0", "2017-02-20 0 1", "2017-02-28 1 0"),
        timeline.days().stream().map(HistoryTest::text).toList());
    assertEquals(
        List.of(State.WON, State.OPEN, State.OPEN, State.OPEN),
        timeline.deals().stream().map(Timeline.Played::state).toList());
    from = LocalDate.of(2017, 2, 21);
    assertEquals(1, read().timeline().outside());
  }

  @Test
  void aClosedDealOpensInTheFirstStage() {
    Timeline timeline = read().timeline();
    assertEquals(
        List.of("Engaging", "Engaging"),
        timeline.days().getFirst().opened().stream().map(c -> c.fields().get("stage")).toList());
  }

  @Test
  void usedAndUnreadRowsAreAllRows() {
    until = LocalDate.of(2017, 2, 28);
    History history = read(DEALS + "D-1,Ben,Won,5,,2017-01-01\n", write("team.csv", TEAM));
    assertEquals(5, history.rows());
    assertEquals(
        List.of(
            new Unread(2, "closed is after --until: 2017-03-01"),
            new Unread(5, "id is that of row 1, too")),
        history.unread());
    assertEquals(3, history.timeline().deals().size());
  }

  @Test
  void sharersAreFoundByName() {
    History history =
        read(
            """
            id,owner,stage,closed,credits
            1,Ben,Won,2017-01-01,Ana Ruiz 70; ben 30; overlay Eve Li 10
            """,
            write("team.csv", TEAM));
    PastDeal deal = history.timeline().deals().getFirst().deal();
    assertEquals(
        "ana.ruiz@replay.invalid 70; ben@replay.invalid 30; overlay eve.li@replay.invalid 10",
        deal.credits());
    assertEquals(2, deal.sharers().size());
  }

  private List<String> quotas(String text) {
    quotas = write("quotas.csv", text);
    return read().settings().quotas().quotas().stream().map(HistoryTest::text).toList();
  }

  private static String text(Quota quota) {
    String who =
        quota.of().team() == null
            ? Objects.requireNonNull(quota.of().rep()).shortName()
            : "team " + quota.of().team();
    return who + " " + quota.from() + " " + quota.until() + " " + quota.minor();
  }

  @Test
  void periodsAreMonthsQuartersAndYearsOfTheFiscalCalendar() {
    fiscalYearStarts = "02-01";
    assertEquals(
        List.of(
            "ana.ruiz 2017-03-01 2017-04-01 100050",
            "ben 2017-02-01 2017-05-01 0",
            "team Blue 2017-02-01 2018-02-01 90000000"),
        quotas(
            """
            rep;team;period;quota
            Ana Ruiz;;2017-03;1.000,50
            BEN;;2017 q1;0
            ;blue;2017;900.000
            """));
  }

  @Test
  void firstDaysAreMonthsUnlessAllBeginQuarters() {
    String quarters = "rep,period,quota\nBen,2017-01-01,5\nBen,2017-04-01,5\n";
    assertEquals(
        List.of("ben 2017-01-01 2017-04-01 500", "ben 2017-04-01 2017-07-01 500"),
        quotas(quarters));
    assertEquals("ben 2017-01-01 2017-02-01 500", quotas(quarters + "Ben,2017-05-01,5\n").get(0));
  }

  @Test
  void quotasInAnotherCurrencyAreConverted() {
    currency = "GBP";
    rates = write("rates.csv", "currency,from,rate\nUSD,2016-01-01,\"0,9\"\nUSD,2018-01-01,2\n");
    assertEquals(
        List.of("ben 2017-01-01 2017-02-01 900"),
        quotas("rep,period,quota,currency\nBen,2017-01,10,usd\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rep,period,quota;Bob,2017-01,5|quotas.csv, row 1: the team has no rep Bob",
        "rep,period,quota;Ben,2017-01,-5|quotas.csv, row 1: quota must not be below 0: -5",
        "rep,period,quota;Ben,2017-01,5;ben,2017-01,6"
            + "|quotas.csv, row 2: ben has a quota for 2017-01 already, see row 1",
        "rep,period,quota;Ben,2017-01-02,6"
            + "|quotas.csv, row 1: no month begins on 2017-01-02; see --fiscal-year-starts",
        "rep,period,quota,currency;Ben,2017-01,6,EUR"
            + "|quotas.csv, row 1: no rate of EUR on 2017-01-01 is known, see --rates",
      })
  void aQuotaThatCannotBeIsRefusedWithItsRow(String text, String message) {
    quotas = write("quotas.csv", text.replace(';', '\n') + "\n");
    assertEquals(message, refusal(DEALS, TEAM));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USD,2017-01-01,0|rates.csv, row 1: rate must be above 0: 0",
        "XYZ,2017-01-01,1|rates.csv, row 1: currency must be an ISO 4217 code such as GBP: XYZ",
        "USD,2017-01-01,1;usd,2017-01-01,2"
            + "|rates.csv, row 2: USD must have one rate from 2017-01-01, see row 1",
      })
  void aRateThatCannotBeIsRefusedWithItsRow(String text, String message) {
    rates = write("rates.csv", "currency,from,rate\n" + text.replace(';', '\n') + "\n");
    assertEquals(message, refusal(DEALS, TEAM));
  }

  @Test
  void plansNameRepsAsTheDealsDo() {
    plans =
        write(
            "plans.yaml",
            """
            plans:
              - name: AE
                from: 2017-01-01
                who: [Ana Ruiz, team Blue]
                attainment: quarter
                tiers: {mode: marginal, rates: {0%: 5%, 100%: 8%}}
            """);
    var plan = read().settings().commission().plans().getFirst();
    assertEquals(java.util.Set.of(new RepId("ana.ruiz@replay.invalid")), plan.reps());
    assertEquals(java.util.Set.of("Blue"), plan.teams());
  }

  @Test
  void errorsInPlansNameTheirLine() {
    plans = write("plans.yaml", "plans:\n  - name: AE\n    who: [team Green]\n");
    assertTrue(refusal(DEALS, TEAM).contains("plans.yaml:3: plans[0].who[0]"), "the line");
  }

  @Test
  void theCompanysCurrencyIsTheRowsOneCurrency() {
    String deals =
        "id,owner,stage,closed,currency\n1,Ben,Won,2017-01-01,EUR\n2,Ben,Lost,2017-01-01,\n";
    assertEquals("EUR", read(deals, write("team.csv", TEAM)).settings().company().currency());
    assertEquals(
        "the deals are in EUR, GBP: say which is the company's with --currency",
        refusal(deals + "3,Ben,Won,2017-01-02,GBP\n", TEAM));
  }

  @Test
  void anIdThatNoDealCanHaveIsReplaced() {
    History history =
        read("id,owner,stage,closed\n#1 Ä,Ben,Won,2017-01-01\n", write("team.csv", TEAM));
    assertEquals("row-1", history.timeline().deals().getFirst().deal().id().value());
  }
}
