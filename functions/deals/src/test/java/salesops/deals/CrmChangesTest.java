package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.deals.CrmBench.Result;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.deals.deal.DealHistory;
import salesops.events.DealChanged;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.deal.Way;
import salesops.testkit.TestSettings;

class CrmChangesTest {
  private static final String OWNER = "'owner':'ana@northwind.example'";
  private static final String WON = change("D-1", "09:30", "'stage':'Won','amount':'400'," + OWNER);

  private final CrmBench bench = new CrmBench();

  /**
   * @param fields JSON with single quotes
   */
  private static String change(String deal, String time, String fields) {
    return "{'deal':'%s','at':'2026-11-03T%s:00Z','fields':{%s}}".formatted(deal, time, fields);
  }

  private static String undated(String deal, String fields) {
    return "{'deal':'%s','fields':{%s}}".formatted(deal, fields);
  }

  private static String removed(String deal, String time, String how) {
    return "{'deal':'%s','at':'2026-11-03T%s:00Z',%s}".formatted(deal, time, how);
  }

  private Result only(String change) {
    List<Result> results = bench.report(change);
    assertEquals(1, results.size());
    return results.getFirst();
  }

  @Test
  void answersEachChangeInItsOrder() {
    List<Result> results =
        bench.report(
            WON,
            WON,
            change("D-1", "09:00", "'stage':'Proposal'"),
            change("D-2", "09:30", "'owner':'Eve'"),
            change("D-3", "09:30", "'colour':'red'"),
            change("D-1", "09:40", "'amount':'500'"));
    assertEquals(
        List.of("applied", "unchanged", "overtaken", "held", "refused", "applied"),
        results.stream().map(Result::outcome).toList());
    assertEquals(
        List.of("D-1", "D-1", "D-1", "D-2", "D-3", "D-1"),
        results.stream().map(Result::deal).toList());
    assertEquals(
        "There's no rep “Eve” in the settings, so the deal counts for nobody. Add the rep, or"
            + " report another owner.",
        results.get(3).said());
    assertTrue(
        results.get(4).said().startsWith("“colour” isn't a field of a deal. Use one of: name,"));
  }

  /** Case 47: their event ids are not unique. */
  @Test
  void countsAWinOnceAndAnotherDealsWinWithTheSameEventIdToo() {
    String first = WON.replaceFirst("\\{", "{'eventId':'e-1',");
    String second = first.replace("D-1", "D-2");
    assertEquals(List.of("applied", "unchanged", "applied"), bench.outcomes(first, first, second));
    assertEquals(1, bench.events("D-1", DealWon.class).size());
    assertEquals(1, bench.events("D-2", DealWon.class).size());
  }

  @Test
  void takesWhatACrmSaysOfADeal() {
    String all =
        """
        'name':'Acme renewal','account':'Acme','owner':'Ana@Northwind.example','stage':'Closed Won',
        'amount':12500.50,'currency':'eur','discount':10,'products':'Router Pro=10000; Support',
        'created':'2026-10-01','expectedClose':'2026-11-30','closed':'2026-11-02',
        'credits':'ana@northwind.example 50; ben@northwind.example 50','source':'fair',
        'territory':'DACH','region':'EMEA'\
        """;
    assertEquals("applied", only(change("006/A", "09:00", all)).outcome());
    Deal deal = bench.deal("006/A");
    assertEquals(Deal.State.WON, deal.state());
    assertEquals(new Money(1_250_050, "EUR"), deal.amount());
    assertEquals(10, deal.discountPercent());
    assertEquals(LocalDate.of(2026, 11, 2), deal.closed());
    assertEquals(TestSettings.person("ana"), deal.owner());
    assertEquals(2, deal.credits().size());
  }

  @Test
  void keepsWhoMadeAChange() {
    String by = WON.replaceFirst("\\{", "{'by':'ana@northwind.example',");
    bench.report(by, change("D-1", "09:40", "'amount':'500'"));
    List<DealEdit> edits =
        bench.history("D-1").stream()
            .map(DealHistory.Entry.Edited.class::cast)
            .map(DealHistory.Entry.Edited::edit)
            .toList();
    assertEquals(
        List.of("ana@northwind.example", "CRM"), edits.stream().map(DealEdit::by).toList());
    assertEquals(Set.of(Way.CRM), Set.copyOf(edits.stream().map(DealEdit::way).toList()));
  }

  @Test
  void readsNumbersAndFlagsAsText() {
    bench.report(change("D-1", "09:00", "'amount':400.00,'name':12.50,'account':true," + OWNER));
    assertEquals(new Money(40_000, "GBP"), bench.deal("D-1").amount());
    assertEquals("12.50", bench.deal("D-1").name());
    assertEquals("true", bench.deal("D-1").account());
  }

  /** Half a surrogate pair isn't a character: readers of the deal's events would fail on it. */
  @Test
  void keepsNoHalfCharacters() {
    bench.report(change("D-1", "09:00", "'name':'a\\ud800b\\ud83d\\ude00\\u0000c'," + OWNER));
    assertEquals("a?b😀 c", bench.deal("D-1").name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "'  '"})
  void clearsAFieldByAnEmptyValue(String empty) {
    bench.report(WON, change("D-1", "09:40", "'amount':" + empty));
    assertEquals(Money.zero("GBP"), bench.deal("D-1").amount());
  }

  @Test
  void reversesAWonDealThatWasDeleted() {
    assertEquals(
        List.of("applied", "applied"),
        bench.outcomes(WON, removed("D-1", "09:40", "'deleted':true")));
    Deal deal = bench.deal("D-1");
    assertEquals(Deal.State.REMOVED, deal.state());
    assertEquals("deleted", deal.reason());
    assertNull(deal.closed());
    assertEquals(deal, bench.events("D-1", DealChanged.class).getLast().deal());
  }

  @Test
  void reversesADealThatWasMergedIntoAnother() {
    bench.report(WON, removed("D-1", "09:40", "'deleted':true,'mergedInto':'D-2'"));
    assertEquals(Deal.State.REMOVED, bench.deal("D-1").state());
    assertEquals("merged into D-2", bench.deal("D-1").reason());
  }

  @Test
  void wonAgainADealThatIsBack() {
    bench.report(
        WON, removed("D-1", "09:40", "'deleted':true"), removed("D-1", "09:50", "'deleted':false"));
    assertEquals(Deal.State.WON, bench.deal("D-1").state());
    assertEquals(2, bench.events("D-1", DealWon.class).size());
  }

  @Test
  void neverRevivesADeletedDealByAnOlderChange() {
    List<String> outcomes =
        bench.outcomes(
            removed("D-1", "09:40", "'deleted':true"),
            WON,
            removed("D-1", "09:20", "'deleted':false"));
    assertEquals(List.of("applied", "applied", "overtaken"), outcomes);
    assertEquals(Deal.State.REMOVED, bench.deal("D-1").state());
    assertEquals(List.of(), bench.events("D-1", DealWon.class));
  }

  @Test
  void holdsADealWhoseOwnerNoRepMatches() {
    Result result = only(change("D-1", "09:30", "'stage':'Won','owner':'eve@elsewhere.example'"));
    assertEquals("held", result.outcome());
    assertNull(bench.deal("D-1").owner());
    assertEquals("eve@elsewhere.example", bench.deal("D-1").unknownOwner());
    assertEquals("held", only(change("D-2", "09:30", "'stage':'Won'")).outcome());
    assertEquals("applied", only(change("D-1", "09:40", OWNER)).outcome());
  }

  @Test
  void takesTheTimeOfTheRequestForAChangeWithoutOne() {
    bench.report(undated("D-1", "'stage':'Won'," + OWNER));
    assertEquals(LocalDate.of(2026, 11, 3), bench.deal("D-1").closed());
    assertEquals(bench.now(), edits("D-1").getFirst().at());
    assertEquals(
        "overtaken", only(change("D-1", "09:59", "'stage':'Proposal'")).outcome(), "an older one");
  }

  private List<DealEdit> edits(String deal) {
    return bench.history(deal).stream()
        .map(DealHistory.Entry.Edited.class::cast)
        .map(DealHistory.Entry.Edited::edit)
        .toList();
  }

  @Test
  void keepsTheOrderOfChangesWithoutATime() {
    bench.report(
        undated("D-1", "'stage':'Won'," + OWNER),
        undated("D-1", "'stage':'Negotiation'"),
        undated("D-1", "'stage':'Lost'"));
    assertEquals(Deal.State.LOST, bench.deal("D-1").state());
    assertEquals(1, bench.events("D-1", DealWon.class).size());
    assertEquals(1, bench.events("D-1", DealReopened.class).size());
  }

  @Test
  void doesNotRepeatAChangeWithoutATimeUnderTheSameKey() {
    String won = undated("D-1", "'stage':'Won'," + OWNER);
    assertEquals("applied", bench.reportAs("k-1", won).getFirst().outcome());
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals(
        "applied",
        bench.reportAs("k-2", undated("D-1", "'stage':'Negotiation'")).getFirst().outcome());
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals("unchanged", bench.reportAs("k-1", won).getFirst().outcome());
    assertEquals(Deal.State.OPEN, bench.deal("D-1").state());
    assertEquals(2, bench.history("D-1").size());
    assertEquals("applied", bench.reportAs("k-3", won).getFirst().outcome(), "another key");
  }

  /** That the value stood already must not make the key forgotten. */
  @Test
  void doesNotRepeatUnderTheSameKeyWhatChangedNothing() {
    String won = undated("D-1", "'stage':'Won'," + OWNER);
    bench.report(won);
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals("unchanged", bench.reportAs("k-1", won).getFirst().outcome());
    bench.clock.advance(Duration.ofMinutes(1));
    bench.report(undated("D-1", "'stage':'Negotiation'"));
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals("unchanged", bench.reportAs("k-1", won).getFirst().outcome());
    assertEquals(Deal.State.OPEN, bench.deal("D-1").state());
  }

  @Test
  void tellsTheChangesOfOneKeyApart() {
    String won = undated("D-1", "'stage':'Won'," + OWNER);
    String open = undated("D-1", "'stage':'Negotiation'");
    bench.reportAs("k-1", won, open, won);
    assertEquals(Deal.State.WON, bench.deal("D-1").state());
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals(
        List.of("unchanged", "unchanged", "unchanged"),
        bench.reportAs("k-1", won, open, won).stream().map(Result::outcome).toList());
    assertEquals(
        "applied",
        bench.reportAs("k-1", undated("D-1", "'stage':'Lost'")).getFirst().outcome(),
        "another change");
  }

  @Test
  void recognizesADatedChangeUnderAnyKey() {
    assertEquals("applied", bench.reportAs("k-1", WON).getFirst().outcome());
    bench.clock.advance(Duration.ofMinutes(1));
    assertEquals("unchanged", bench.reportAs("k-2", WON).getFirst().outcome());
    assertEquals("unchanged", only(WON).outcome());
    assertEquals(1, bench.history("D-1").size());
  }

  private static Stream<String> malformed() {
    return Stream.of(
        "1 | A change must be a JSON object.",
        "[] | A change must be a JSON object.",
        "{} | deal is missing",
        "{'deal':'D 1','fields':{'amount':1}} | deal must be 1 to 64 visible ASCII characters",
        "{'deal':'#','fields':{'amount':1}} | deal must be 1 to 64 visible ASCII characters",
        "{'deal':{},'fields':{'amount':1}} | deal must be text, a number, true or false.",
        "{'deal':'D-1'} | Say what changed: fields, deleted or mergedInto.",
        "{'deal':'D-1','fields':{}} | Say what changed",
        "{'deal':'D-1','fields':[]} | fields must be a JSON object.",
        "{'deal':'D-1','fields':{'amount':{}}} | amount must be text, a number, true or false.",
        "{'deal':'D-1','fields':{'amount':'lots'}} | amount must be a number such as 12500.50:"
            + " “lots”",
        "{'deal':'D-1','fields':{'Amount':1}} | “Amount” isn't a field of a deal. Use one of:"
            + " name,",
        "{'deal':'D-1','fields':{'removed':'x'}} | Use deleted or mergedInto to remove a deal.",
        "{'deal':'D-1','fields':{'amount':1},'who':'x'} | “who” isn't part of a change. Use: deal,",
        "{'deal':'D-1','fields':{'closed':'3000-01-01'}} | closed must be in the years 1900 to"
            + " 2999",
        "{'deal':'D-1','fields':{'closed':'1899-12-31T12:00:00Z'}} | closed must be in the years"
            + " 1900",
        "{'deal':'D-1','deleted':'true'} | deleted must be true or false.",
        "{'deal':'D-1','mergedInto':'D-1'} | A deal can't be merged into itself.",
        "{'deal':'D-1','mergedInto':'a b'} | mergedInto must be 1 to 64 visible ASCII characters",
        "{'deal':'D-1','at':'yesterday','deleted':true} | at must be an ISO 8601 date-time with a",
        "{'deal':'D-1','at':'2026-11-03T09:00:00','deleted':true} | at must be an ISO 8601"
            + " date-time",
        "{'deal':'D-1','at':1793700000,'deleted':true} | at must be an ISO 8601 date-time with a",
        "{'deal':'D-1','at':'1969-12-31T23:59:59Z','deleted':true} | at must be in 1970 or later",
        "{'deal':'D-1','at':'2026-11-03T10:05:01Z','deleted':true} | at is in the future");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAMalformedChangeByItself(String example) {
    String[] parts = example.split(" \\| ", 2);
    List<Result> results = bench.report(change("D-8", "09:00", OWNER), parts[0], WON);
    assertEquals(
        List.of("applied", "refused", "applied"), results.stream().map(Result::outcome).toList());
    assertTrue(results.get(1).said().startsWith(parts[1]), results.get(1).said());
    assertEquals(1, bench.history("D-1").size());
  }

  @Test
  void takesATimeThatIsNotQuiteThereYetSinceClocksDiffer() {
    assertEquals(
        "applied",
        only("{'deal':'D-1','at':'2026-11-03T11:05:00+01:00','fields':{" + OWNER + "}}").outcome());
  }

  /** No number of Java has such an exponent, so its whole body is refused. */
  private static final String NO_NUMBER = "1e999999999999";

  /** Values that broke parsers before, as a field's text and as a number. */
  private static Stream<String> hostile() {
    List<String> values = new ArrayList<>();
    for (String number :
        List.of(
            "1e999999",
            "-1e999999",
            "1e-999999",
            "1e2147483647",
            "100e2147483647",
            NO_NUMBER,
            "0e999999999",
            "9".repeat(900),
            "0." + "1".repeat(900))) {
      values.add(number);
      values.add("\"" + number + "\"");
    }
    for (String text :
        List.of(
            "a\\u0000b",
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\\u202e\\u2028\\ufeff",
            "x".repeat(8_000),
            "9".repeat(8_000),
            "x".repeat(200_000),
            ";".repeat(8_000),
            "a@b ".repeat(2_000),
            "a@b 1e999999999",
            "a@b 1e9999999",
            "a@b 100e2147483647",
            "a@b -1",
            "overlay",
            "overlay ",
            "a=1e999999999;b",
            "=",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59+00:00",
            "+12345-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59Z",
            "0000-00-00",
            "2026-02-30",
            "NaN",
            "Infinity",
            "%",
            "100%",
            "١٢٣",
            "<script>",
            "XXX")) {
      values.add("\"" + text + "\"");
    }
    values.addAll(List.of("true", "null", "{}", "[]", "[[[[[[]]]]]]", "{\"a\":{\"b\":1}}"));
    return values.stream();
  }

  /** As every field, as every member of a change. */
  private static List<String> changesWith(String value) {
    List<String> changes = new ArrayList<>();
    for (String field : DealField.names().split(", ", -1)) {
      String given = "\"" + field + "\":" + value;
      changes.add("{\"deal\":\"D-1\",\"fields\":{" + given + "}}");
      changes.add("{\"deal\":\"D-9\",\"fields\":{" + given + "}}");
    }
    String rest = "{\"deal\":\"D-1\",\"deleted\":true,";
    for (String member : List.of("at", "by", "fields", "mergedInto", "eventId")) {
      changes.add(rest + "\"" + member + "\":" + value + "}");
    }
    changes.add("{\"deal\":" + value + ",\"deleted\":true}");
    changes.add("{\"deal\":\"D-1\",\"deleted\":" + value + "}");
    changes.add(value);
    return changes;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void neverFailsOnHostileValuesAndKeepsNothingOfWhatItRefuses(String value) {
    bench.report(WON);
    boolean readable = !value.equals(NO_NUMBER);
    // A long value fits into a request a few times only.
    int most = Math.max(1, 100_000 / value.length());
    List<String> all = changesWith(value);
    for (int i = 0; i < all.size(); i += most) {
      List<String> changes = all.subList(i, Math.min(all.size(), i + most));
      List<String> refused = refused(changes, readable);
      Set<?> before = bench.stored();
      assertEquals(refused, refused(refused, readable && !refused.isEmpty()));
      assertEquals(before, bench.stored());
    }
    Set<?> before = bench.stored();
    for (String named :
        List.of("\"fields\":{NAME:1}", "\"fields\":{\"region\":1},NAME:1", "\"at\":0},{NAME:1")) {
      String name = value.startsWith("\"") ? value : "\"" + value.replace('"', '\'') + "\"";
      String change = "{\"deal\":\"D-1\"," + named.replace("NAME", name) + "}";
      var response = bench.send(bench.signed("{\"changes\":[" + change + "]}"));
      assertTrue(response.getStatusCode() < 500, response.getBody());
    }
    assertEquals(before, bench.stored());
    // What was taken can be read again.
    assertFalse(bench.history("D-1").isEmpty());
    assertEquals("D-1", bench.deal("D-1").dealId().value());
  }

  /** Sends changes; returns those that were refused, together or by themselves. */
  private List<String> refused(List<String> changes, boolean readable) {
    var response = bench.send(bench.signed("{\"changes\":[" + String.join(",", changes) + "]}"));
    String body = Objects.requireNonNull(response.getBody());
    assertEquals(readable, response.getStatusCode() == 200, body);
    assertTrue(response.getStatusCode() < 500, body);
    assertTrue(body.length() < 1_000 * (1 + changes.size()), body);
    if (!readable) {
      return changes;
    }
    List<Result> results = CrmBench.results(response);
    return IntStream.range(0, changes.size())
        .filter(i -> results.get(i).outcome().equals("refused"))
        .mapToObj(changes::get)
        .toList();
  }
}
