package salesops.slack;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.events.QuotaReached;
import salesops.events.ResponseOverdue;
import salesops.events.Worked;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.slack.Note.Kind;

/** The words of messages about the work on leads and deals, in plain text. */
final class WorkNotes {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

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
            + event.rep().shortName()
            + " reached "
            + event.percent()
            + " % of the quota ("
            + event.attained().text()
            + " of "
            + event.quota().text()
            + ")");
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
