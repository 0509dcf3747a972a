package salesops.quota.commission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.commission.Statement.Frozen;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Head;
import salesops.quota.ledger.Share;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;

/** A rep's statements: final ones as they were closed, others from the ledger. */
public final class ShowStatements {
  private final DynamoLedger ledger;
  private final People people;
  private final StatementStore store;
  private final BookDeals bookDeals;

  public ShowStatements(
      DynamoLedger ledger, People people, StatementStore store, BookDeals bookDeals) {
    this.ledger = ledger;
    this.people = people;
    this.store = store;
    this.bookDeals = bookDeals;
  }

  /** As if a deal were won on a day. */
  public record WhatIf(DealId deal, LocalDate closes) {}

  /**
   * @param hash absent: the statement is open
   */
  public record One(Statement statement, @Nullable String hash) {}

  public record Found(List<One> statements, List<Question> questions) {
    public Found {
      statements = List.copyOf(statements);
      questions = List.copyOf(questions);
    }
  }

  /** What statements are made of, as it was known at a moment. */
  public LoadStatements load(QuotaBook book, Instant asOf) {
    return new LoadStatements(ledger, people, store, book, asOf);
  }

  /**
   * The statements whose payout periods begin in a period.
   *
   * @param asOf what was recorded later is left out
   * @throws IllegalArgumentException when the ledger never heard of the deal
   */
  public Found of(RepId rep, Period period, QuotaBook book, Instant asOf, @Nullable WhatIf whatIf) {
    RepKey key = people.key(rep);
    LoadStatements load = load(book, asOf);
    List<One> all = new ArrayList<>();
    for (Frozen frozen : load.frozen(key)) {
      if (period.contains(frozen.statement().payout().from())) {
        all.add(new One(frozen.statement(), frozen.hash()));
      }
    }
    Optional<Earned> more = Optional.ofNullable(whatIf).flatMap(what -> imagined(what, key, book));
    load.of(rep, period, more).open(period).stream()
        .filter(statement -> period.contains(statement.payout().from()))
        .forEach(statement -> all.add(new One(statement, null)));
    return new Found(
        all, store.questions(key).stream().filter(q -> period.contains(q.payout())).toList());
  }

  /** The credit that a rep would have; empty: none of the deal. */
  private Optional<Earned> imagined(WhatIf whatIf, RepKey key, QuotaBook book) {
    Head head = ledger.head(whatIf.deal());
    if (head.version() == 0) {
      throw new IllegalArgumentException("The ledger knows no deal " + whatIf.deal());
    }
    List<Share> shares =
        bookDeals.standing(head.facts().wonOn(whatIf.closes()), head, book.settings()).shares();
    return shares.stream()
        .filter(share -> share.rep().equals(key))
        .findFirst()
        .map(
            share ->
                new Earned(
                    head.deal(),
                    head.version() + 1,
                    head.facts().label(),
                    share.kind(),
                    share.closed(),
                    share.minor(),
                    share.products()));
  }
}
