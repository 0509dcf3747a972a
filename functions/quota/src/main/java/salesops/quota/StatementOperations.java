package salesops.quota;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Settings;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.commission.AnswerQuestions;
import salesops.quota.commission.ClosePeriod;
import salesops.quota.commission.ShowStatements;
import salesops.quota.commission.Statement;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;

/** What operators ask of statements. */
final class StatementOperations {
  private final Parts parts;
  private final ShowStatements showStatements;
  private final ClosePeriod closePeriod;
  private final AnswerQuestions answerQuestions;
  private final Clock clock;

  StatementOperations(Parts parts) {
    this.parts = parts;
    this.clock = parts.clock();
    this.showStatements =
        new ShowStatements(parts.ledger(), parts.people(), parts.statements(), parts.bookDeals());
    this.closePeriod = new ClosePeriod(parts.ledger(), parts.statements(), clock);
    this.answerQuestions = new AnswerQuestions(parts.statements(), clock);
  }

  private QuotaBook book(Settings settings, Instant at) {
    return new QuotaBook(settings, LocalDate.ofInstant(at, settings.company().zoneId()));
  }

  QuotaOperation.StatementsOf show(QuotaOperation.ShowStatement show, Settings now) {
    RepId rep = Given.required("rep", show.rep());
    Instant moment = show.asOf() == null ? clock.instant() : show.asOf();
    Settings settings = OperationsHandler.asOf(show.asOf(), now, parts);
    known(rep, settings);
    QuotaBook book = book(settings, moment);
    Period period =
        show.period() == null
            ? book.calendar().month(LocalDate.ofInstant(moment, settings.zoneOf(rep)))
            : OperationsHandler.period(show.period(), settings);
    ShowStatements.WhatIf whatIf = null;
    DealId deal = show.deal();
    if (deal != null) {
      whatIf = new ShowStatements.WhatIf(deal, Given.required("closes", show.closes()));
    }
    ShowStatements.Found found;
    try {
      found = showStatements.of(rep, period, book, moment, whatIf);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(new Refused("unknownDeal", String.valueOf(e.getMessage())));
    }
    List<QuotaOperation.Shown> shown = new ArrayList<>();
    for (ShowStatements.One one : found.statements()) {
      Statement statement = one.statement();
      shown.add(
          new QuotaOperation.Shown(
              statement,
              book.calendar().name(statement.payout()).orElse(statement.payout().from().toString()),
              one.hash()));
    }
    return new QuotaOperation.StatementsOf(
        rep.email(), period, settings.company().currency(), shown, found.questions());
  }

  private void known(RepId rep, Settings settings) {
    if (!settings.mayOwn(rep) && parts.people().find(rep).isEmpty()) {
      throw OperationsHandler.unknown(rep);
    }
  }

  Operation.Answer close(QuotaOperation.ClosePeriod close, Settings settings) {
    Period period = OperationsHandler.period(Given.required("period", close.period()), settings);
    QuotaBook book = book(settings, clock.instant());
    String name = book.calendar().name(period).orElse(period.from().toString());
    String currency = settings.company().currency();
    ClosePeriod.Outcome outcome =
        closePeriod.close(
            period,
            close.evenSo(),
            Objects.requireNonNull(close.by()),
            close.from(),
            showStatements.load(book, clock.instant()));
    return switch (outcome) {
      case ClosePeriod.Outcome.Done done ->
          new QuotaOperation.Closing(name, currency, 0, 0, done.closed(), false);
      case ClosePeriod.Outcome.GoOn on ->
          new QuotaOperation.Closing(name, currency, on.reps(), on.all(), null, false);
      case ClosePeriod.Outcome.ClosedBefore before ->
          new QuotaOperation.Closing(name, currency, 0, 0, before.closed(), true);
      case ClosePeriod.Outcome.NotOver not ->
          new Refused(
              "notOver",
              "%s is not over everywhere: it ends in %s at %s UTC. Close it after that"
                  .formatted(name, not.zone(), not.over()));
      case ClosePeriod.Outcome.Held held ->
          new Refused(
              "held",
              "%s has won deals that count for nobody yet: %s. Supply what they lack, or close it with --even-so REASON"
                  .formatted(
                      name, String.join(", ", held.deals().stream().map(DealId::value).toList())));
    };
  }

  QuotaOperation.Asked ask(QuotaOperation.Ask ask, Settings settings) {
    RepId rep = Given.required("rep", ask.rep());
    known(rep, settings);
    Period period = OperationsHandler.period(Given.text("period", ask.period()), settings);
    DealId deal = Given.required("deal", ask.deal());
    QuotaBook book = book(settings, clock.instant());
    ShowStatements.Found found = showStatements.of(rep, period, book, clock.instant(), null);
    Statement statement =
        found.statements().stream()
            .map(ShowStatements.One::statement)
            .filter(s -> s.lines().stream().anyMatch(line -> line.deal().equals(deal)))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refused(
                            "unknownLine",
                            "No statement of %s for %s has a line of deal %s"
                                .formatted(rep.email(), ask.period(), deal))));
    return new QuotaOperation.Asked(
        answerQuestions.ask(
            statement.rep(), statement.payout().from(), deal, Objects.requireNonNull(ask.text())));
  }

  QuotaOperation.Asked answer(QuotaOperation.Answer answer, Settings settings) {
    RepId rep = Given.required("rep", answer.rep());
    int number = Given.required("number", answer.number());
    String currency = settings.company().currency();
    long minor;
    try {
      minor = answer.amount() == null ? 0 : Money.parse(answer.amount(), currency).minor();
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("amount must be a number such as -12.50: " + answer.amount());
    }
    return answerQuestions
        .answer(
            parts.people().find(rep).orElseThrow(() -> OperationsHandler.unknown(rep)),
            number,
            Objects.requireNonNull(answer.text()),
            minor,
            Objects.requireNonNull(answer.by()))
        .map(QuotaOperation.Asked::new)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refused(
                        "unknownQuestion",
                        "%s has no open question %d".formatted(rep.email(), number))));
  }
}
