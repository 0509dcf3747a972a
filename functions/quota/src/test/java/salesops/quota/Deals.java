package salesops.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.DealChanged;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.model.RepId;
import salesops.model.deal.Change;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.deal.Way;
import salesops.testkit.TestClock;
import salesops.testkit.TestSettings;

/** Versions of deals, and the events that report them. */
final class Deals {
  static final LocalDate NOVEMBER_3 = LocalDate.parse("2026-11-03");

  private Deals() {}

  /** A deal of Ana's, won on 3 November. */
  static Deal won(String id, int version, String amount, Credit... credits) {
    return won(id, version, amount, NOVEMBER_3, credits);
  }

  static Deal won(String id, int version, String amount, LocalDate closed, Credit... credits) {
    return deal(id, version, money(amount), Deal.State.WON, closed, "ana", List.of(credits));
  }

  static Deal open(String id, int version, String amount) {
    return deal(id, version, money(amount), Deal.State.OPEN, null, "ana", List.of());
  }

  /** The same deal in another state. */
  static Deal as(Deal.State state, Deal deal, int version) {
    LocalDate closed = state == Deal.State.OPEN ? null : NOVEMBER_3;
    return deal(deal.dealId().value(), version, deal.amount(), state, closed, "ana", List.of());
  }

  static Deal deal(
      String id,
      int version,
      Money amount,
      Deal.State state,
      @Nullable LocalDate closed,
      @Nullable String owner,
      List<Credit> credits) {
    return new Deal(
        new DealId(id),
        version,
        "Deal " + id,
        "Acme",
        null,
        owner == null ? null : TestSettings.person(owner),
        owner == null ? "somebody" : "",
        state == Deal.State.OPEN ? "proposal" : state == Deal.State.LOST ? Deal.LOST : Deal.WON,
        state,
        amount,
        0,
        List.of(),
        LocalDate.parse("2026-10-01"),
        null,
        closed,
        "",
        credits,
        "",
        "",
        "",
        null);
  }

  static Money money(String decimal) {
    return Money.parse(decimal, "GBP");
  }

  static Credit revenue(String rep, String weight) {
    return new Credit(TestSettings.person(rep), Credit.Kind.REVENUE, new BigDecimal(weight));
  }

  static Credit overlay(String rep, String percent) {
    return new Credit(TestSettings.person(rep), Credit.Kind.OVERLAY, new BigDecimal(percent));
  }

  /** Equal revenue shares. */
  static Credit[] equally(String... reps) {
    return Stream.of(reps).map(rep -> revenue(rep, "1")).toArray(Credit[]::new);
  }

  /** Won with a product line each. */
  static Deal withProducts(Deal deal, Deal.ProductLine... lines) {
    return new Deal(
        deal.dealId(),
        deal.version(),
        deal.name(),
        deal.account(),
        null,
        deal.owner(),
        deal.unknownOwner(),
        deal.stage(),
        deal.state(),
        deal.amount(),
        0,
        List.of(lines),
        deal.created(),
        null,
        deal.closed(),
        "",
        deal.credits(),
        "",
        "",
        "",
        null);
  }

  static Event event(Deal deal) {
    return event(deal, TestClock.START);
  }

  static Event event(Deal deal, Instant now) {
    RepId by = TestSettings.person("ana");
    Change change = new Change(now, now, Way.COMMAND, by.email(), List.of());
    return deal.state() == Deal.State.WON
        ? new DealWon(deal, change, List.of(), null)
        : new DealChanged(deal, change);
  }
}
