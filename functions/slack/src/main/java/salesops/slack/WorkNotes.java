package salesops.slack;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.events.QuotaEvent.ContestClosed;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.events.QuotaEvent.PaceReported;
import salesops.events.QuotaEvent.PeriodClosed;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.events.ResponseOverdue;
import salesops.model.RepId;
import salesops.model.Worked;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.slack.Note.Kind;

/** The words of messages about the work on leads and deals, in plain text. */
final class WorkNotes {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  /** Reps that one message names. */
  private static final int BEHIND_MAX = 8;

  private final Notes notes;

  WorkNotes(Notes notes) {
    this.notes = notes;
  }

  Note reminder(ResponseOverdue event) {
    return note(Kind.REMINDER, event.lead(), "⏰ " + waited(event) + ".");
  }

  Note overdue(ResponseOverdue event) {
    String owner = event.lead().rep().shortName();
    return note(Kind.OVERDUE, event.lead(), "⏰ " + waited(event) + " for " + owner + ".");
  }

  Note reassigned(ResponseOverdue event) {
    String headline =
        "🟠 "
            + who(event.lead())
            + " was not contacted within "
            + workingMinutes(Integer.toString(event.allowedMinutes()), event.allowedMinutes())
            + " and goes to another rep. Owner so far: "
            + event.lead().rep().shortName()
            + ".";
    return note(Kind.REASSIGNED, event.lead(), headline);
  }

  Note qualified(Worked lead) {
    return note(Kind.QUALIFIED, lead, "✅ " + who(lead) + " is qualified.");
  }

  private Note note(Kind kind, Worked lead, String headline) {
    String id = lead.leadId().value();
    return Note.ofLead(
        kind, id, headline, notes.linkTo(id, Optional.ofNullable(lead.externalId())));
  }

  /** {@code Claire Martin, Assurance Lyon (A2) has waited 25 of 60 working minutes}. */
  private static String waited(ResponseOverdue event) {
    int waited = event.allowedMinutes();
    int limit = event.reassignMinutes();
    String minutes =
        limit > 0
            ? workingMinutes(waited + " of " + limit, limit)
            : workingMinutes(Integer.toString(waited), waited);
    return who(event.lead()) + " has waited " + minutes;
  }

  private static String workingMinutes(String number, int minutes) {
    return number + (minutes == 1 ? " working minute" : " working minutes");
  }

  private static String who(Worked lead) {
    String summary = PlainText.clean(lead.summary(), 2 * Notes.WORDS_MAX);
    return (summary.isEmpty() ? "A lead without a name" : summary) + " (" + lead.grade() + ")";
  }

  static Note opened(Deal deal) {
    LocalDate expected = deal.expectedClose();
    String headline =
        facts(
            "Deal opened: " + name(deal),
            amount(deal.amount()),
            PlainText.clean(deal.stage(), Notes.WORDS_MAX),
            expected == null ? "" : "closes " + DAY.format(expected));
    return Note.ofDeal(Kind.DEAL, deal.dealId().value(), headline);
  }

  static Note won(Deal deal, RepId owner) {
    LocalDate closed = deal.closed();
    long days = closed == null ? 0 : ChronoUnit.DAYS.between(deal.created(), closed);
    String headline =
        facts(
            "🎉 " + owner.shortName() + " won " + name(deal),
            amount(deal.amount()),
            days <= 0 ? "" : days + (days == 1 ? " day" : " days"));
    return Note.ofDeal(null, deal.dealId().value(), headline);
  }

  static Note ownedByNobody(Deal deal) {
    String headline =
        "Nobody owns deal "
            + name(deal)
            + ": owner “"
            + PlainText.clean(deal.unknownOwner(), Notes.WORDS_MAX)
            + "” is not a rep.";
    return Note.ofDeal(null, deal.dealId().value(), headline);
  }

  static Note quotaReached(QuotaReached event) {
    return Note.of(
        "",
        "🏁 "
            + (event.rep() == null ? "Team " + event.team() : event.rep().shortName())
            + " reached "
            + event.percent()
            + " % of the quota ("
            + event.attained().text()
            + " of "
            + event.quota().text()
            + ")");
  }

  static Note creditHeld(CreditHeld event) {
    String account = PlainText.clean(event.account(), Notes.WORDS_MAX);
    String deal = account.isEmpty() ? event.dealId().value() : account + ", " + event.dealId();
    String why =
        switch (event.reason()) {
          case NO_OWNER -> "counts for nobody: it has no owner who is a rep. Give it to one.";
          case NO_RATE ->
              "counts for nobody: there is no exchange rate for "
                  + event.amount().currency()
                  + " on "
                  + DAY.format(event.closed())
                  + ". Add one to the settings.";
          case OWNER_LEFT ->
              "counts for team " + event.team() + " alone: its owner had left. Give it to a rep.";
        };
    return Note.of("", "🟠 " + facts("Won " + deal, amount(event.amount())) + " " + why);
  }

  static Note behindPace(PaceReported event) {
    String headline =
        "🐢 Team %s after %d of %d working days: %d behind pace"
            .formatted(event.team(), event.gone(), event.days(), event.behind().size());
    String reps =
        event.behind().stream()
            .limit(BEHIND_MAX)
            .map(
                each ->
                    "%s %d %% (%s of %s)"
                        .formatted(
                            each.rep().shortName(),
                            each.pacePercent(),
                            each.attained().text(),
                            each.quota().text()))
            .collect(Collectors.joining(" · "));
    int more = event.behind().size() - BEHIND_MAX;
    return Note.of("", headline + ". " + reps + (more > 0 ? " · and " + more + " more" : ""));
  }

  static Note periodClosed(PeriodClosed event) {
    return Note.of(
        "",
        "📕 "
            + facts(
                event.name() + " is closed",
                event.statements() + (event.statements() == 1 ? " statement" : " statements"),
                event.paid().text() + " to pay",
                event.held() == 0 ? "" : event.held() + " deals held"));
  }

  static Note contestClosed(ContestClosed event) {
    String contest = PlainText.clean(event.contest(), Notes.WORDS_MAX);
    if (event.winners().isEmpty()) {
      return Note.of("", "🏆 " + contest + " is over; nobody scored.");
    }
    String winners =
        event.winners().stream()
            .limit(BEHIND_MAX)
            .map(RepId::shortName)
            .collect(Collectors.joining(" and "));
    String score =
        switch (event.metric()) {
          case REVENUE -> new Money(event.score(), event.currency()).text();
          case DEALS_WON -> event.score() + " deals won";
          case DEALS_OPENED -> event.score() + " deals opened";
          case CALLS -> event.score() + " calls";
          case CALL_MINUTES -> event.score() + " minutes of calls";
          case MEETINGS -> event.score() + " meetings";
          case ENTRIES -> event.score() + " entries";
        };
    String prize = PlainText.clean(event.prize(), Notes.WORDS_MAX);
    return Note.of("", "🏆 " + facts(winners + " won " + contest, score, prize));
  }

  private static String name(Deal deal) {
    return PlainText.clean(deal.name(), Notes.WORDS_MAX);
  }

  /** Empty when nobody has said the amount yet. */
  private static String amount(Money amount) {
    return amount.minor() == 0 ? "" : amount.text();
  }

  private static String facts(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
  }
}
