package salesops.cli.console;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import salesops.deals.DealsAnswer.Entry;
import salesops.model.Codes;
import salesops.model.deal.Change.FieldChange;
import salesops.model.deal.Way;

/** The history of a lead or deal, as a table. */
public final class History {
  private History() {}

  /** Prints it in the order given, in a zone's times. */
  public static void print(List<Entry> history, ZoneId zone, PrintWriter out) {
    if (history.isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table().text("when (" + zone + ")").text("who").text("what");
    for (Entry entry : history) {
      table.line(Texts.time(entry.at(), zone), who(entry), what(entry));
    }
    table.print(out);
  }

  private static String who(Entry entry) {
    return entry.way() == Way.AUTOMATIC || entry.way() == Way.COMMAND
        ? entry.by()
        : entry.by() + " (" + way(entry.way()) + ")";
  }

  private static String way(Way way) {
    return switch (way) {
      case SLACK -> "Slack";
      case API, CRM -> way.name();
      case COMMAND, IMPORT, AUTOMATIC -> Codes.words(way.name());
    };
  }

  private static String what(Entry entry) {
    String fields = entry.fields().stream().map(History::text).collect(Collectors.joining(", "));
    // A change is what it changed; an activity or a step of a lead has a name.
    String what = fields.isEmpty() ? Codes.words(entry.what()) : fields;
    return entry.note().isEmpty() ? what : what + ": " + entry.note();
  }

  private static String text(FieldChange change) {
    String to = change.to().isEmpty() ? "none" : change.to();
    return change.field() + " " + (change.from().isEmpty() ? to : change.from() + " → " + to);
  }
}
