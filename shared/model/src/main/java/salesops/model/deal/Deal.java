package salesops.model.deal;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.RepId;

/**
 * A deal as it stands after its latest change.
 *
 * @param version counts the changes that altered it; 1 when it was opened
 * @param name what people call it; never empty
 * @param account the company's name; may be empty
 * @param leadId the lead it came from; absent: none is known
 * @param owner absent: nobody known, so the deal counts for nobody until it is given to a rep
 * @param unknownOwner what the source calls the owner that no rep matches; empty: none
 * @param stage name of a stage of the settings, or {@code won} or {@code lost}
 * @param discountPercent 0 to 100
 * @param created calendar date
 * @param expectedClose calendar date; absent: not said
 * @param closed calendar date of the win or loss; present exactly when the deal is won or lost
 * @param reason why it was lost or removed; may be empty
 * @param credits in the order given; empty: the owner has all of it
 * @param source marketing source; may be empty
 * @param creditNoteOf the won deal part of whose amount this one takes back, so that its own amount
 *     is negative; absent: it is no credit note
 */
public record Deal(
    DealId dealId,
    int version,
    String name,
    String account,
    @Nullable LeadId leadId,
    @Nullable RepId owner,
    String unknownOwner,
    String stage,
    State state,
    Money amount,
    int discountPercent,
    List<ProductLine> products,
    LocalDate created,
    @Nullable LocalDate expectedClose,
    @Nullable LocalDate closed,
    String reason,
    List<Credit> credits,
    String source,
    String territory,
    String region,
    @Nullable DealId creditNoteOf) {
  public static final String WON = "won";
  public static final String LOST = "lost";

  /** Whether a deal is still worked on. */
  public enum State {
    OPEN,
    WON,
    LOST,
    /** Deleted at its source, or merged into another deal: it counts nowhere. */
    REMOVED
  }

  /**
   * A product sold with the deal.
   *
   * @param amount its part of the deal's amount; absent: not said
   */
  public record ProductLine(String product, @Nullable Money amount) {}

  public Deal {
    products = List.copyOf(products);
    credits = List.copyOf(credits);
    // JSON leaves out what is empty.
    account = Objects.requireNonNullElse(account, "");
    unknownOwner = Objects.requireNonNullElse(unknownOwner, "");
    reason = Objects.requireNonNullElse(reason, "");
    source = Objects.requireNonNullElse(source, "");
    territory = Objects.requireNonNullElse(territory, "");
    region = Objects.requireNonNullElse(region, "");
    if ((state == State.WON || state == State.LOST) && closed == null) {
      throw new IllegalArgumentException("a closed deal must have a close date");
    }
  }

  /** The shares that count: those given, else all of it for the owner; none without an owner. */
  public List<Credit> sharing() {
    return !credits.isEmpty() || owner == null ? credits : Credit.whole(owner);
  }
}
