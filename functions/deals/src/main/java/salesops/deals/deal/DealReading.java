package salesops.deals.deal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.DealRecord.Stamped;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.Settings;

/** Reads a deal from its fields, under the settings: pure, whatever the order of changes was. */
record DealReading(Map<DealField, Stamped> fields, List<Stamped> stages, Settings settings) {

  /**
   * @param version of the deal
   * @throws IllegalArgumentException when the fields make no deal, such as an amount out of range
   */
  Deal deal(DealId id, int version) {
    String ownerText = value(DealField.OWNER);
    RepId owner = owner(ownerText).orElse(null);
    ZoneId zone = settings.zoneOf(owner);
    String stage = stage();
    State state = state(stage);
    boolean closed = state == State.WON || state == State.LOST;
    String currency = text(DealField.CURRENCY).orElseGet(() -> settings.company().currency());
    String name = value(DealField.NAME);
    String account = value(DealField.ACCOUNT);
    return new Deal(
        id,
        version,
        !name.isEmpty() ? name : !account.isEmpty() ? account : "Deal " + id,
        account,
        text(DealField.LEAD).map(LeadId::new).orElse(null),
        owner,
        owner == null ? ownerText : "",
        stage,
        state,
        Money.parse(text(DealField.AMOUNT).orElse("0"), currency),
        text(DealField.DISCOUNT).map(Integer::valueOf).orElse(0),
        DealValues.productLines(value(DealField.PRODUCTS), currency),
        created(zone),
        date(DealField.EXPECTED_CLOSE, zone),
        closed ? closed(zone) : null,
        state == State.REMOVED ? value(DealField.REMOVED) : value(DealField.REASON),
        DealValues.creditList(value(DealField.CREDITS)),
        value(DealField.SOURCE),
        value(DealField.TERRITORY),
        value(DealField.REGION),
        text(DealField.CREDIT_NOTE_OF).map(DealId::new).orElse(null));
  }

  /** The rep or manager that an owner's text names; empty when the settings have none. */
  private Optional<RepId> owner(String text) {
    return text.indexOf('@') < 1
        ? Optional.empty()
        : Optional.of(new RepId(text)).filter(settings::mayOwn);
  }

  /** A stage of the settings in their spelling; what CRMs call won and lost; else as it is. */
  private String stage() {
    String text = value(DealField.STAGE);
    if (text.isEmpty()) {
      return settings.deals().stages().getFirst().name();
    }
    return switch (text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")) {
      case "won", "closedwon" -> Deal.WON;
      case "lost", "closedlost" -> Deal.LOST;
      default -> settings.deals().stage(text).map(stage -> stage.name()).orElse(text);
    };
  }

  private State state(String stage) {
    if (!value(DealField.REMOVED).isEmpty()) {
      return State.REMOVED;
    }
    return switch (stage) {
      case Deal.WON -> State.WON;
      case Deal.LOST -> State.LOST;
      default -> State.OPEN;
    };
  }

  /** The date that the source says, else the day of the win or loss where the owner is. */
  private LocalDate closed(ZoneId zone) {
    LocalDate said = date(DealField.CLOSED, zone);
    if (said != null) {
      return said;
    }
    return LocalDate.ofInstant(stageSince(), zone);
  }

  /** The date that the source says, else the day of the first change, or of an earlier close. */
  private LocalDate created(ZoneId zone) {
    LocalDate said = date(DealField.CREATED, zone);
    if (said != null) {
      return said;
    }
    Instant earliest =
        fields.values().stream().map(Stamped::at).min(Instant::compareTo).orElse(Instant.EPOCH);
    LocalDate first = LocalDate.ofInstant(earliest, zone);
    LocalDate closed = date(DealField.CLOSED, zone);
    return closed != null && closed.isBefore(first) ? closed : first;
  }

  /** Since when the stage has been the present one: a stage that is reported again goes on. */
  private Instant stageSince() {
    Instant since = stages.getLast().at();
    for (Stamped stage : stages.reversed()) {
      if (!stage.value().equals(stages.getLast().value())) {
        break;
      }
      since = stage.at();
    }
    return since;
  }

  private @Nullable LocalDate date(DealField field, ZoneId zone) {
    return text(field).map(kept -> DealValues.localDate(kept, zone)).orElse(null);
  }

  private Optional<String> text(DealField field) {
    return Optional.of(value(field)).filter(value -> !value.isEmpty());
  }

  private String value(DealField field) {
    Stamped stamped = fields.get(field);
    return stamped == null ? "" : stamped.value();
  }
}
