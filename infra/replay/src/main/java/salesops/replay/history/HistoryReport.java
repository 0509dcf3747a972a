package salesops.replay.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.replay.history.History.Unread;
import salesops.runtime.Json;

/**
 * The result of replaying a company's past: the keys of {@code --report}. Money is decimal text in
 * the company's currency, a ratio has six decimals and is absent where nothing can be divided by.
 *
 * @param byRep by what the files call a rep; everybody of the team file is in it
 * @param byTerritory by what the deals say; empty when none does
 * @param byRegion by what the deals say, else the team file; empty when neither does
 * @param held won deals that count for nobody
 */
public record HistoryReport(
    Map<String, Standing> byRep,
    Standing company,
    Map<String, Standing> byTeam,
    Map<String, Standing> byTerritory,
    Map<String, Standing> byRegion,
    Rates quotaAttainmentRate,
    List<Held> held,
    List<Unread> unread,
    Ledger ledger) {

  /**
   * Figures of all days played.
   *
   * @param revenue credits of deals won, by the ledger
   * @param won deals won; of a rep, those with a revenue share
   * @param open after the last day
   * @param winRate won ÷ (won + lost)
   * @param averageCycleDays from creation to win, of deals whose creation is known
   * @param averageDealSize revenue ÷ deals won that are in it
   * @param quota sum over the months; absent: none
   * @param attainment credits ÷ quota; absent: no quota, or 0
   * @param commission earned, before draws; absent: nothing says what is earned
   * @param byMonth by fiscal month, such as {@code 2017-03}
   * @param byQuarter by fiscal quarter, such as {@code 2017-Q1}
   */
  public record Standing(
      String revenue,
      long won,
      long lost,
      long open,
      @Nullable BigDecimal winRate,
      @Nullable BigDecimal averageCycleDays,
      @Nullable BigDecimal averageDealSize,
      @Nullable String quota,
      @Nullable BigDecimal attainment,
      @Nullable String commission,
      Map<String, InPeriod> byMonth,
      Map<String, InPeriod> byQuarter) {}

  /** Figures of one month or quarter, each as in {@link Standing}. */
  public record InPeriod(
      String revenue,
      @Nullable String quota,
      @Nullable BigDecimal attainment,
      @Nullable String commission) {}

  /** Reps at their quota ÷ reps with a quota above 0, by period. */
  public record Rates(
      Map<String, @Nullable BigDecimal> byMonth, Map<String, @Nullable BigDecimal> byQuarter) {}

  /**
   * A won deal that counts for nobody.
   *
   * @param amount in its own currency
   * @param reason such as {@code NO_RATE}
   */
  public record Held(
      String deal,
      String account,
      String amount,
      String currency,
      LocalDate closed,
      String reason) {}

  /**
   * What the ledger says of itself; both sums are equal.
   *
   * @param sum of its revenue entries
   * @param attainmentSum of the company's attainment, month by month
   */
  public record Ledger(long entries, String sum, String attainmentSum) {
    /** Whether both sums are equal. */
    public boolean addsUp() {
      return sum.equals(attainmentSum);
    }
  }

  /** Every key, the empty ones too. */
  public String json() {
    return Json.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(
                i ->
                    i.withValueInclusion(JsonInclude.Include.ALWAYS)
                        .withContentInclusion(JsonInclude.Include.ALWAYS))
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(this)
        + "\n";
  }

  /** Writes it whole or not at all. */
  public void write(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = Objects.requireNonNull(whole.getParent(), "a report is in a folder");
    Path part = Files.createTempFile(folder, "report", ".part");
    try {
      Files.writeString(part, json());
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
