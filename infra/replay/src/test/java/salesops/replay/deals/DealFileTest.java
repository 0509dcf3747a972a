package salesops.replay.deals;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.deal.Deal.State;
import salesops.replay.deals.DealRow.Note;
import salesops.replay.deals.DealRow.Unread;
import salesops.replay.deals.DealRow.Used;
import salesops.replay.input.Amounts.Decimal;

class DealFileTest {
  private static final List<String> STAGES = List.of("prospecting", "proposal", "negotiation");

  @TempDir private Path folder = Path.of("");

  private final List<String> map = new ArrayList<>();
  private final List<String> stage = new ArrayList<>();
  private final List<String> value = new ArrayList<>();
  private @Nullable String dateFormat;
  private @Nullable Decimal decimal;
  private String currency = "";
  private @Nullable DealPreset preset;
  private @Nullable LocalDate until;
  private ZoneId zone = ZoneId.of("Europe/London");
  private boolean idsByRow;

  private List<DealRow> read(Path file) {
    return DealFile.read(
        file,
        new DealFormat(
            new DealFormat.Options(map, stage, value, dateFormat, decimal, currency, preset, until),
            new DealFormat.Surroundings(STAGES, owner -> zone, idsByRow)));
  }

  private List<DealRow> read(String text) {
    return read(text, UTF_8);
  }

  private List<DealRow> read(String text, Charset charset) {
    try {
      return read(Files.write(folder.resolve("deals.csv"), text.getBytes(charset)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Used used(String text) {
    return assertInstanceOf(Used.class, read(text).getFirst());
  }

  private Unread unread(String text) {
    return assertInstanceOf(Unread.class, read(text).getFirst());
  }

  private String refusal(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage());
  }

  private static void assertSays(String message, String... parts) {
    Arrays.stream(parts).forEach(part -> assertTrue(message.contains(part), message));
  }

  @Test
  void readsADealWithAllItsFields() {
    Used deal =
        used(
            """
            id,name,account,owner,team,territory,region,stage,amount,currency,product,source,created,closed,expectedClose,lostReason,credits
            7,Pumps,Ebro,Ana@N.example,emea,ES,South,LOST,1250.50,eur,GTX Pro,web,2026-01-02,2026-03-04,2026-03-01,price,ana@n.example 100
            """);
    assertEquals("7", deal.id());
    assertEquals("lost", deal.stage());
    assertEquals(State.LOST, deal.state());
    assertEquals(new BigDecimal("1250.50"), deal.amount());
    assertEquals("EUR", deal.currency());
    assertEquals(LocalDate.of(2026, 1, 2), deal.created());
    assertEquals(LocalDate.of(2026, 3, 4), deal.closed());
    assertEquals(LocalDate.of(2026, 3, 1), deal.expectedClose());
    assertEquals("Ana@N.example", deal.owner());
    assertEquals("price", deal.text(DealColumn.LOST_REASON));
    assertEquals("ana@n.example 100", deal.text(DealColumn.CREDITS));
    assertEquals(List.of(), deal.notes());
  }

  @Test
  void readsMessyFilesAlike() {
    String text = "\uFEFFid;name;stage;amount\r\n7;\"two\r\nlines; \u00e9\";won;\"1.250,50\"\r\n";
    map.add("closed={id}");
    value.add("closed:7=2026-03-04");
    List<DealRow> plain = read(text);
    assertEquals("two\r\nlines; \u00e9", ((Used) plain.getFirst()).text(DealColumn.NAME));
    assertEquals(new BigDecimal("1250.50"), ((Used) plain.getFirst()).amount());
    assertEquals(plain, read(text, UTF_16LE));
    assertEquals(plain, read(text.substring(1), UTF_16LE));
    assertEquals(plain, read(text, Charset.forName("UTF-16BE")));
    assertEquals(plain, read(text.substring(1), Charset.forName("windows-1252")));
    assertEquals(plain, read("sep=;\r\n" + text.substring(1)));
    assertEquals(
        plain, read(text.replace("; \u00e9", "# \u00e9").replace(';', '\t').replace('#', ';')));
  }

  @Test
  void eachRowIsUsedOrUnreadWithAReason() {
    until = LocalDate.of(2026, 12, 31);
    List<DealRow> rows =
        read(
            """
            id,stage,created,closed,amount
            1,won,2026-01-01,2026-01-01,0
            1,won,2026-01-01,2026-01-02,5
            2,won,2026-01-02,2026-01-01,5
            3,Closed Won,2026-01-02,,5
            4,closedlost,2026-01-02,,5
            5,won,2026-01-02,2027-01-01,5
            6,won,2026-01-02,2026-12-31,5
            ,won,2026-01-02,2026-12-31,5
            8,,2026-01-02,2026-12-31,5
            9,won,soon,2026-12-31,5
            10,won,2026-01-02,2026-12-31,five
            11,won,2026-01-02,2026-12-31,5,6
            Generated by Pat
            """);
    List<String> reasons =
        rows.stream()
            .map(
                row ->
                    row instanceof Unread u
                        ? u.row().number() + " " + u.field() + " " + u.code()
                        : "used")
            .toList();
    assertEquals(
        List.of(
            "used",
            "2 id repeated",
            "3 closed closed_before_created",
            "4 closed missing",
            "5 closed missing",
            "6 closed after_until",
            "used",
            "8 id missing",
            "9 stage missing",
            "10 created invalid",
            "11 amount invalid",
            "12  malformed_row",
            "13 stage missing"),
        reasons);
  }

  @Test
  void anIdOfAnUnreadRowMayComeAgain() {
    List<DealRow> rows = read("id,stage,closed\n1,won,\n1,won,2026-01-01\n");
    assertInstanceOf(Used.class, rows.getLast());
  }

  @Test
  void aRowWithoutIdGetsItsNumberWhereTheCommandSaysSo() {
    idsByRow = true;
    List<DealRow> rows = read("stage\nprospecting\nProposal\n");
    assertEquals("2", ((Used) rows.getLast()).id());
  }

  @Test
  void whatARowLacksIsNoted() {
    Used deal = used("id,stage,closed\n1,won,2026-01-01\n");
    assertEquals(BigDecimal.ZERO, deal.amount());
    assertEquals(LocalDate.of(2026, 1, 1), deal.created());
    assertEquals(List.of(Note.NO_AMOUNT, Note.NO_CREATED), deal.notes());
  }

  @Test
  void anOpenDealsCloseDateIsItsExpectedOne() {
    Used deal = used("id,stage,closed\n1,proposal,2026-01-01\n");
    assertEquals(null, deal.closed());
    assertEquals(LocalDate.of(2026, 1, 1), deal.expectedClose());
    assertEquals("2026-01-01", deal.text(DealColumn.EXPECTED_CLOSE));
    assertEquals("", deal.text(DealColumn.CLOSED));
    deal = used("id,stage,closed,expectedClose\n1,proposal,2026-01-01,2026-02-02\n");
    assertEquals(LocalDate.of(2026, 2, 2), deal.expectedClose());
  }

  @ParameterizedTest
  @CsvSource({
    "Won, won, WON",
    "Closed Won, won, WON",
    "closedlost, lost, LOST",
    "PROPOSAL, proposal, OPEN",
    "gewonnen, won, WON",
    "Engaging, prospecting, OPEN",
    "Legal review, Legal review, OPEN"
  })
  void stagesAreTheSettingsOrTheOption(String text, String expected, State state) {
    stage.addAll(List.of("Gewonnen=Won", "engaging=Prospecting"));
    Used deal = used("id,stage,closed\n1," + text + ",2026-01-01\n");
    assertEquals(expected, deal.stage());
    assertEquals(state, deal.state());
  }

  @Test
  void aStageTheSettingsLackIsNoTarget() {
    stage.add("Engaging=prospectin");
    assertSays(
        refusal("id,stage\n1,won\n"), "--stage 'Engaging=prospectin'", "prospecting, proposal");
  }

  @Test
  void valuesAreRenamed() {
    value.addAll(List.of("product:GTXPro=GTX Pro", "owner:Ana Ruiz=ana@n.example"));
    Used deal = used("id,stage,product,owner\n1,proposal,gtxpro, ana ruiz \n");
    assertEquals("GTX Pro", deal.text(DealColumn.PRODUCT));
    assertEquals("ana@n.example", deal.owner());
  }

  @Test
  void optionsThatMeanNothingAreRefused() {
    map.add("stages=Stage");
    assertSays(
        refusal("id,stage\n1,won\n"), "--map stages=Stage", "no field stages", "expectedClose");
    map.set(0, "stage=Phase");
    assertSays(refusal("id,stage\n1,won\n"), "no column Phase", "columns are id, stage");
    map.clear();
    assertSays(refusal("id,state\n1,won\n"), "--map stage=COLUMN", "columns are id, state");
    value.add("product GTX");
    assertSays(refusal("id,stage\n1,won\n"), "write 'FIELD:VALUE=OTHER'");
    value.set(0, "GTX=GTX Pro");
    assertSays(refusal("id,stage\n1,won\n"), "--value 'GTX=GTX Pro'", "no field");
  }

  @Test
  void datesThatCouldBeReadTwoWaysStop() {
    String message = refusal("id,stage,closed\n1,won,03/03/2026\n2,won,01/02/2026\n");
    assertSays(
        message,
        "row 2: closed “01/02/2026”",
        "--date-format dd/MM/yyyy",
        "--date-format MM/dd/yyyy");
    assertSays(
        refusal("id,stage,closed\n1,won,13/02/2026\n2,won,02/13/2026\n"),
        "row 1",
        "row 2",
        "--date-format");
    assertSays(
        refusal("id,stage,closed\n1,won,13.02.26\n"), "row 1: closed “13.02.26”", "--date-format");
    dateFormat = "dd/mm/yyyy";
    assertSays(refusal("id,stage\n1,won\n"), "--date-format dd/mm/yyyy");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-01,, 2026-02-01",
    "2026/2/1 9:33,, 2026-02-01",
    "2026-02-01 23:59:59.5,, 2026-02-01",
    "2026-02-01T23:30:00-10:00,, 2026-02-01",
    "2026-02-01T23:30:00-1000,, 2026-02-01",
    "2026-02-01T23:30:00.000+0000,, 2026-02-01T23:30:00Z",
    "2026-02-01 23:30 UTC,, 2026-02-01T23:30:00Z",
    "13/02/2026,, 2026-02-13",
    "02/13/2026 11:05 PM,, 2026-02-13",
    "13.2.2026 14:33,, 2026-02-13",
    "1/2/2026,dd/MM/yyyy, 2026-02-01",
    "1/2/2026,MM/dd/yyyy, 2026-01-02",
    "01.02.26,dd.MM.yy, 2026-02-01",
    "3 Nov 2026,d MMM yyyy, 2026-11-03",
    "2026-31-12,yyyy-dd-MM, 2026-12-31",
    "2026-02-01,dd/MM/yyyy, 2026-02-01"
  })
  void readsDatesAsPeopleWriteThem(String text, @Nullable String format, String expected) {
    dateFormat = format;
    assertEquals(expected, used("id,stage,closed\n1,won," + text + "\n").text(DealColumn.CLOSED));
  }

  @ParameterizedTest
  @CsvSource({"2026-02-30,", "30/02/2026,", "2026-02-01 noon,", "45000,", "31/12/2026,MM/dd/yyyy"})
  void refusesWhatIsNoDate(String text, @Nullable String format) {
    dateFormat = format;
    assertEquals("invalid", unread("id,stage,closed\n1,won," + text + "\n").code());
  }

  @Test
  void anInstantIsADateWhereTheOwnerIs() {
    zone = ZoneId.of("Pacific/Auckland");
    Used deal = used("id,stage,closed\n1,won,2026-03-31T11:30:00Z\n");
    assertEquals(LocalDate.of(2026, 4, 1), deal.closed());
    assertEquals("2026-03-31T11:30:00Z", deal.text(DealColumn.CLOSED));
  }

  @Test
  void aCreationTimeLaterThanTheCloseDatesMidnightIsTheSameDay() {
    zone = ZoneId.of("Pacific/Auckland");
    Used deal = used("id,stage,created,closed\n1,won,2026-03-31T21:21:17Z,2026-03-31\n");
    assertEquals(deal.closed(), deal.created());
    assertEquals(
        "closed_before_created",
        unread("id,stage,created,closed\n1,won,2026-04-02T12:00:00Z,2026-03-31\n").code());
  }

  @Test
  void amountsThatCouldBeReadTwoWaysStop() {
    String message = refusal("id,stage,amount\n1,proposal,1234\n2,proposal,\"1,234\"\n");
    assertSays(
        message, "row 2: amount “1,234”", "1.234 or 1234", "--decimal comma", "--decimal point");
    assertSays(refusal("id,stage,amount\n1,proposal,1.234\n"), "row 1: amount “1.234”");
    assertSays(
        refusal("id,stage,amount\n1,proposal,1.5\n2,proposal,\"1,5\"\n"),
        "row 1",
        "row 2",
        "--decimal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234||1234|",
        "1,234.00||1234.00|",
        "1.234,5||1234.5|",
        "1.234.567||1234567|",
        "12,34,567.00||1234567.00|",
        "0,123||0.123|",
        "1234.567||1234.567|",
        "1 234,50||1234.50|",
        "1\u00a0234,50||1234.50|",
        "1'234.50||1234.50|",
        "1.234|COMMA|1234|",
        "1.234|POINT|1.234|",
        "1,234|POINT|1234|",
        "-12.50||-12.50|",
        "(12.50)||-12.50|",
        "€ 12,50||12.50|EUR",
        "12.50 GBP||12.50|GBP",
        "-£12.50||-12.50|GBP"
      })
  void readsAmountsAsPeopleWriteThem(
      String text, @Nullable Decimal said, BigDecimal expected, @Nullable String of) {
    decimal = said;
    Used deal = used("id;stage;amount\n1;proposal;" + text + "\n");
    assertEquals(expected, deal.amount());
    assertEquals(of == null ? "" : of, deal.currency());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1e5|",
        "five|",
        "1,23|POINT",
        "12,34.5|POINT",
        "--5|",
        "(5|",
        "£5€|",
        "£5;EUR|",
        "$5|",
        "5 XQZ|"
      })
  void refusesWhatIsNoAmount(String text, @Nullable Decimal said) {
    decimal = said;
    assertEquals("invalid", unread("id;stage;amount;currency\n1;proposal;" + text + "\n").code());
  }

  @Test
  void otherAmountsOfTheFileDecide() {
    List<DealRow> rows = read("id,stage,amount\n1,proposal,1.234\n2,proposal,5.50\n");
    assertEquals(new BigDecimal("1.234"), ((Used) rows.getFirst()).amount());
    rows = read("id;stage;amount\n1;proposal;1.234\n2;proposal;5,50\n");
    assertEquals(new BigDecimal("1234"), ((Used) rows.getFirst()).amount());
  }

  @Test
  void theOptionsCurrencyIsForRowsWithoutOne() {
    currency = "aud";
    List<DealRow> rows =
        read(
            """
            id;stage;amount;currency
            1;won;5;usd
            1;proposal;5;
            2;proposal;$5;
            3;proposal;€5;
            """);
    assertEquals(
        List.of("AUD", "AUD", "EUR"),
        rows.subList(1, 4).stream().map(row -> ((Used) row).currency()).toList());
    currency = "XQZ";
    assertSays(refusal("id,stage\n1,won\n"), "--currency XQZ");
  }

  @Test
  void readsAnExportOfHubSpot() {
    preset = DealPreset.HUBSPOT;
    Used deal =
        used(
            """
            Record ID,Deal name,Deal Stage,Pipeline,Close Date,Create Date,Deal owner,Amount
            42,Pumps,decisionmakerboughtin,default,2026-03-04 10:00,2026-01-02 09:00,Ana Ruiz,1200.5
            """);
    assertEquals(
        List.of("42", "negotiation", "Pumps"),
        List.of(deal.id(), deal.stage(), deal.text(DealColumn.NAME)));
    assertEquals(LocalDate.of(2026, 3, 4), deal.expectedClose());
  }

  @Test
  void readsAnExportOfSalesforce() {
    preset = DealPreset.SALESFORCE;
    map.add("owner=Alias");
    Used deal =
        used(
            """
            Id,Name,StageName,Amount,CurrencyIsoCode,CloseDate,OwnerId,Alias,CreatedDate
            006A,Pumps,Closed Won,1200.5,EUR,2026-03-04,005X,Ana,2026-03-04T10:00:00.000+0000
            """);
    assertEquals(List.of("006A", "won", "Ana"), List.of(deal.id(), deal.stage(), deal.owner()));
    assertEquals("2026-03-04T10:00:00Z", deal.text(DealColumn.CREATED));
  }

  @Test
  void readsAnExportOfPipedrive() {
    preset = DealPreset.PIPEDRIVE;
    List<DealRow> rows =
        read(
            """
            Deal - ID,Deal - Title,Deal - Value,Deal - Currency,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Lost reason
            1,A,10,EUR,Proposal Made,won,2026-03-04 10:00:00,,
            2,B,10,EUR,Proposal Made,lost,,2026-03-05 10:00:00,price
            3,C,10,EUR,Proposal Made,open,,,
            """);
    assertEquals(
        List.of("won 2026-03-04", "lost 2026-03-05", "proposal null"),
        rows.stream().map(row -> ((Used) row).stage() + " " + ((Used) row).closed()).toList());
  }

  @Test
  void aPresetsStagesAreLeftAloneWhereTheSettingsHaveOthers() {
    preset = DealPreset.HUBSPOT;
    Used deal = used("Record ID,Deal Stage\n1,Qualified To Buy\n");
    assertEquals("Qualified To Buy", deal.stage());
  }

  @Test
  void readsTheSalesOfAYear() throws IOException {
    String data = System.getenv("SALESOPS_DATA");
    assumeTrue(data != null, "SALESOPS_DATA names no folder with public data sets");
    Path sales = Path.of(String.valueOf(data), "maven_crm", "sales_pipeline.csv");
    map.addAll(
        List.of(
            "id=opportunity_id",
            "owner=sales_agent",
            "stage=deal_stage",
            "amount=close_value",
            "created=engage_date",
            "closed=close_date"));
    value.add("product:GTXPro=GTX Pro");
    List<Used> deals = read(sales).stream().map(Used.class::cast).toList();
    assertEquals(8_800, deals.size());
    Map<State, Long> states =
        deals.stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    Used::state, java.util.stream.Collectors.counting()));
    assertEquals(Map.of(State.WON, 4_238L, State.LOST, 2_473L, State.OPEN, 2_089L), states);
    List<Used> won = deals.stream().filter(deal -> deal.state() == State.WON).toList();
    assertEquals(
        new BigDecimal(10_005_534),
        won.stream().map(Used::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    assertEquals(
        51.781973,
        won.stream()
            .mapToLong(deal -> ChronoUnit.DAYS.between(deal.created(), deal.closed()))
            .average()
            .orElseThrow(),
        5e-7);
    assertEquals(7, deals.stream().map(deal -> deal.text(DealColumn.PRODUCT)).distinct().count());
    assertEquals(
        500, deals.stream().filter(deal -> deal.notes().contains(Note.NO_CREATED)).count());
  }
}
