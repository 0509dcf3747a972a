package salesops.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.console.UserError;
import salesops.cli.suite.StubSuite;
import salesops.cli.suite.Suite;
import salesops.deals.DealsOperation.QualifyLead;
import salesops.replay.deals.DealFile;
import salesops.replay.deals.DealFormat;
import salesops.replay.deals.DealRow;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Mapping;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;

/** Imports into a suite that does not always answer. */
class ImportsTest {
  private static final Resending THRICE =
      new Resending(new Retry(3, Backoff.fromService(Duration.ZERO, Duration.ZERO)));
  private static final double RATE = 1_000_000;

  @TempDir private Path home = Path.of("set by JUnit");

  private final List<Map<String, Object>> calls = new ArrayList<>();
  private final List<Long> nanos = new ArrayList<>();
  private int silences;

  /** A suite that takes everything, and says so after some calls. */
  private Map<String, Object> suite(Map<String, Object> request) {
    calls.add(request);
    nanos.add(System.nanoTime());
    if (silences > 0) {
      silences--;
      throw new NotAnswered("injected");
    }
    int leads = request.get("leads") instanceof List<?> list ? list.size() : 0;
    int accounts = request.get("accounts") instanceof List<?> list ? list.size() : 0;
    int deals = request.get("deals") instanceof List<?> list ? list.size() : 0;
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < leads; i++) {
      rows.add(Map.of("outcome", "accepted"));
    }
    return Map.of(
        "ok", true, "rows", rows, "changed", accounts, "unchanged", 0, "opened", deals, "held", 0);
  }

  private Path file(String name, String text) {
    try {
      return Files.writeString(home.resolve(name), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String addresses(int count) {
    StringBuilder text = new StringBuilder("email\n");
    for (int i = 0; i < count; i++) {
      text.append('p').append(i).append("@acme.example\n");
    }
    return text.toString();
  }

  private String leads(Path file, long rows) {
    return leads(file, rows, null, RATE, this::suite);
  }

  private String leads(
      Path file,
      long rows,
      @Nullable String form,
      double rate,
      UnaryOperator<Map<String, Object>> suite) {
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      ImportLeads work =
          new ImportLeads(new StubSuite(suite), Mapping.of(List.of()), form, rate, refused, THRICE);
      return work.run(file, () -> {}).text(rows, refused);
    }
  }

  private List<Integer> sizes(String of) {
    return calls.stream().map(call -> ((List<?>) call.getOrDefault(of, List.of())).size()).toList();
  }

  @Test
  void sendABatchOfLeadsAgainThatWasNotAnswered() {
    silences = 2;
    assertEquals(
        "2 rows: 2 accepted · 0 known already · 0 rejected",
        leads(file("list.csv", addresses(2)), 2));
    assertEquals(3, calls.size());
    assertEquals(calls.getFirst(), calls.getLast());
  }

  @Test
  void stopBehindABatchOfLeadsThatIsNeverAnsweredAndSaySo() {
    silences = 3;
    assertEquals(
        "60 rows: 0 accepted · 0 known already · 0 rejected · 60 not taken: run the"
            + " same command again",
        leads(file("list.csv", addresses(60)), 60));
    assertEquals(3, calls.size());
  }

  @Test
  void sendNoMoreLeadsInACallThanTheOperationTakes() {
    leads(file("list.csv", addresses(60)), 60);
    assertEquals(List.of(25, 25, 10), sizes("leads"));
  }

  @Test
  void sendHalfASecondsLeadsInACall() {
    leads(file("list.csv", addresses(12)), 12, null, 20, this::suite);
    assertEquals(List.of(10, 2), sizes("leads"));
  }

  @Test
  void sendLeadsNoFasterThanTheRate() {
    long begun = System.nanoTime();
    leads(file("list.csv", addresses(50)), 50, null, 100, this::suite);
    assertTrue(nanos.getLast() - begun >= 250_000_000, "25 rows at 100 a second");
  }

  @Test
  void nameTheFormThatLeadsCountAs() {
    leads(file("list.csv", addresses(1)), 1, "demo", RATE, this::suite);
    assertEquals(
        Map.of("leads", List.of(Map.of("email", "p0@acme.example", "form", "demo"))),
        with(calls.getFirst(), "leads"));
  }

  private static Map<String, Object> with(Map<String, Object> request, String name) {
    return Map.of(name, request.getOrDefault(name, List.of()));
  }

  @Test
  void sendAgainOnlyTheLeadsThatGotNoOutcome() {
    leads(
        file("list.csv", addresses(3)),
        3,
        null,
        RATE,
        request -> {
          Map<String, Object> answer = suite(request);
          Map<String, String> taken = Map.of("outcome", "accepted");
          return calls.size() > 1
              ? answer
              : Map.of("ok", true, "rows", List.of(taken, Map.of("outcome", "failed")));
        });
    assertEquals(List.of(3, 2), sizes("leads"));
  }

  @Test
  void sendNoLeadOnceTheUserStopped() {
    Path file = file("list.csv", "email\na@acme.example\nb,too many\nc@acme.example\n");
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      ImportLeads work =
          new ImportLeads(
              new StubSuite(this::suite), Mapping.of(List.of()), null, RATE, refused, THRICE);
      ImportLeads.Summary summary = work.run(file, work::stop); // at the row that is broken
      assertFalse(summary.complete(3));
    }
    assertEquals(List.of(), calls);
  }

  private ImportAccounts accounts(Path file, RejectedRows refused) {
    return new ImportAccounts(
        new StubSuite(this::suite),
        new AccountFile(file, Map.of("domain", "Site", "owner", "Owner")),
        refused,
        THRICE);
  }

  @Test
  void sendABatchOfAccountsAgainThatWasNotAnswered() {
    silences = 2;
    Path file = file("accounts.csv", "Site,Owner\nacme.com,ben@northwind.example\n");
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      ImportAccounts work = accounts(file, refused);
      assertTrue(work.run(() -> {}));
      assertEquals("1 rows: 1 new or changed · 0 known · 0 rejected", work.summary(1));
    }
    assertEquals(3, calls.size());
  }

  @Test
  void sendNoMoreAccountsInACallThanTheOperationTakes() {
    StringBuilder text = new StringBuilder("Site,Owner\n");
    for (int i = 0; i < 60; i++) {
      text.append("acme").append(i).append(".com,ben@northwind.example\n");
    }
    Path file = file("accounts.csv", text.toString());
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      assertTrue(accounts(file, refused).run(() -> {}));
    }
    assertEquals(List.of(25, 25, 10), sizes("accounts"));
  }

  @Test
  void stopBehindABatchOfAccountsThatIsNeverAnsweredAndSaySo() {
    silences = 3;
    StringBuilder text = new StringBuilder("Site,Owner\n");
    for (int i = 0; i < 60; i++) {
      text.append("acme").append(i).append(".com,ben@northwind.example\n");
    }
    Path file = file("accounts.csv", text.toString());
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      ImportAccounts work = accounts(file, refused);
      assertFalse(work.run(() -> {}));
      assertEquals(
          "60 rows: 0 new or changed · 0 known · 0 rejected · 60 not taken: run the same command"
              + " again",
          work.summary(60));
    }
    assertEquals(3, calls.size());
  }

  private String deals(int count) {
    StringBuilder text = new StringBuilder("id,stage\n");
    for (int i = 0; i < count; i++) {
      text.append(i).append(",prospecting\n");
    }
    Path file = file("deals.csv", text.toString());
    DealFormat.Options options =
        new DealFormat.Options(List.of(), List.of(), List.of(), null, null, "", null, null);
    List<DealRow> rows =
        DealFile.read(
            file,
            new DealFormat(
                options, new DealFormat.Surroundings(List.of(), owner -> ZoneOffset.UTC, false)));
    try (RejectedRows unread = RejectedRows.of(file, null)) {
      ImportDeals work = new ImportDeals(new StubSuite(this::suite), "ops", unread, THRICE);
      work.run(rows, () -> {});
      return work.summary().getFirst();
    }
  }

  @Test
  void sendDealsInSmallBatchesAndAgainWhatWasNotAnswered() {
    silences = 2;
    assertEquals("60 rows: 60 used, 0 unread", deals(60));
    assertEquals(List.of(25, 25, 25, 25, 10), sizes("deals"));
    assertEquals(calls.get(0), calls.get(2));
  }

  @Test
  void stopBehindABatchOfDealsThatIsNeverAnsweredAndSaySo() {
    silences = 3;
    assertEquals("60 rows: 0 used, 0 unread, 60 not sent: run the same command again", deals(60));
    assertEquals(3, calls.size());
  }

  @Test
  void askAgainUntilThereIsAnAnswer() {
    silences = 2;
    QualifyLead qualify = new QualifyLead("lead", "ops", "key");
    Suite suite =
        new StubSuite(
            request -> {
              suite(request);
              return Map.of(
                  "ok", true, "leadId", "a".repeat(26), "leadState", "QUALIFIED", "changed", true);
            });
    THRICE.ask(() -> suite.ask(qualify));
    assertEquals(3, calls.size());
    assertEquals("key", calls.getLast().get("key"));
    silences = 3;
    assertThrows(NotAnswered.class, () -> THRICE.ask(() -> suite.ask(qualify)));
  }

  @Test
  void keepABrokenRowOfAccountsWithItsReasonAndTakeTheRest() throws Exception {
    Path file =
        file("accounts.csv", "Site,Owner\n\"x\" y,z\nacme.com,ben@northwind.example\n=a,b,c\n");
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      assertFalse(accounts(file, refused).run(() -> {}));
    }
    assertEquals(1, calls.size());
    assertEquals(
        List.of(
            "rejected row,rejected code,rejected field,rejected message,Site,Owner",
            "1,malformed_row,,is not CSV: a quote is missing or too many,\"\"\"x\"\" y,z\"",
            "3,malformed_row,,has 3 cells for 2 columns,'=a,b,c"),
        Files.readAllLines(home.resolve("accounts.csv.rejected.csv")));
  }

  @Test
  void writeNoRefusedRowsOverTheFileThatIsImported() {
    Path file = home.resolve("list.csv");
    Path same = home.resolve("x").resolve("..").resolve("list.csv");
    assertThrows(UserError.class, () -> RejectedRows.of(file, same).close());
    assertThrows(UserError.class, () -> RejectedRows.of(same, file).close());
  }

  @Test
  void keepEachRefusedRowThoughTheImportIsKilled() throws Exception {
    Path file = home.resolve("list.csv");
    try (RejectedRows refused = RejectedRows.of(file, null)) {
      refused.add(new CsvFile.Row.Broken(1, List.of("email"), List.of("x"), "is broken"));
      assertEquals(2, Files.readAllLines(home.resolve("list.csv.rejected.csv")).size());
    }
  }
}
