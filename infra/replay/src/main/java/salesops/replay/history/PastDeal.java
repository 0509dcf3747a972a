package salesops.replay.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Deal.State;
import salesops.model.deal.DealId;
import salesops.replay.deals.DealColumn;
import salesops.replay.deals.DealRow.Used;

/**
 * A deal of the past, with its people by address.
 *
 * @param currency of the row, else the company's
 * @param credits as deals take them; empty: the owner has all of it
 * @param sharers who has a revenue share
 */
public record PastDeal(
    Used row, DealId id, RepId owner, String currency, String credits, List<RepId> sharers) {
  private static final String OVERLAY = "overlay ";

  public PastDeal {
    sharers = List.copyOf(sharers);
  }

  static PastDeal of(Used row, DealId id, String companyCurrency, Roster roster) {
    RepId owner = roster.owner(row.owner());
    List<String> credits = new ArrayList<>();
    List<RepId> sharers = new ArrayList<>();
    for (String part : row.text(DealColumn.CREDITS).split(";", -1)) {
      if (!part.isBlank()) {
        credits.add(credit(part.strip(), roster, sharers));
      }
    }
    return new PastDeal(
        row,
        id,
        owner,
        row.currency().isEmpty() ? companyCurrency : row.currency(),
        String.join("; ", credits),
        sharers.isEmpty() ? List.of(owner) : sharers);
  }

  /** A share with the rep's address in place of the name: {@code Ana Ruiz 50}. */
  private static String credit(String part, Roster roster, List<RepId> sharers) {
    boolean overlay = part.toLowerCase(Locale.ROOT).startsWith(OVERLAY);
    String share = overlay ? part.substring(OVERLAY.length()).strip() : part;
    int blank = share.lastIndexOf(' ');
    boolean weighted = blank > 0 && share.substring(blank + 1).matches("[0-9.]+%?");
    RepId rep = roster.owner(weighted ? share.substring(0, blank) : share);
    if (!overlay) {
      sharers.add(rep);
    }
    return (overlay ? OVERLAY : "") + rep + (weighted ? share.substring(blank) : "");
  }

  /** The first day in the row; empty: it has no dates. */
  Optional<LocalDate> opened() {
    return Optional.ofNullable(row.created() != null ? row.created() : row.closed());
  }

  /** What the deal is when it is opened. */
  Map<String, String> opening(String firstStage) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "name", row.text(DealColumn.NAME));
    put(fields, "account", row.text(DealColumn.ACCOUNT));
    put(fields, "owner", owner.email());
    put(fields, "stage", row.state() == State.OPEN ? row.stage() : firstStage);
    put(fields, "amount", row.amount().toPlainString());
    put(fields, "currency", currency);
    put(fields, "products", row.text(DealColumn.PRODUCT));
    put(fields, "created", text(row.created()));
    put(fields, "expectedClose", text(row.expectedClose()));
    put(fields, "credits", credits);
    put(fields, "source", row.text(DealColumn.SOURCE));
    put(fields, "territory", row.text(DealColumn.TERRITORY));
    put(fields, "region", row.text(DealColumn.REGION));
    return fields;
  }

  /** What changes when it is won or lost. */
  Map<String, String> closing() {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "stage", row.stage());
    put(fields, "closed", text(row.closed()));
    put(fields, "reason", row.state() == State.LOST ? row.text(DealColumn.LOST_REASON) : "");
    return fields;
  }

  private static String text(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
