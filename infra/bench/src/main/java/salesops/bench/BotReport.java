package salesops.bench;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salesops.bench.Visit.Kind;
import salesops.events.LeadQuarantined;
import salesops.events.LeadSubmitted;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What became of each visitor: on the way to a rep, kept back and why, or neither. */
final class BotReport {
  private static final String LOST = "lost";

  /** Visitors of a kind: all of them, those whose lead went on, and why the others' did not. */
  private static final class Tally {
    int all;
    int through;
    final Map<String, Integer> reasons = new TreeMap<>();
  }

  private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);

  private BotReport() {}

  static BotReport of(List<Visit> visits, Iterable<Map<String, AttributeValue>> items) {
    Set<String> through = new HashSet<>();
    Map<String, String> keptBack = new HashMap<>();
    for (Map<String, AttributeValue> item : items) {
      AttributeValue letter = item.getOrDefault(Outbox.ATTRIBUTE, item.get("archive"));
      if (letter != null) {
        switch (Outbox.readAll(letter).getFirst().data()) {
          case LeadSubmitted lead -> through.add(email(lead.lead().fields()));
          case LeadQuarantined lead ->
              keptBack.put(email(lead.lead().fields()), String.join(" + ", lead.reasons()));
          default -> throw new IllegalStateException("intake told of something else");
        }
      }
    }
    BotReport report = new BotReport();
    for (Visit visit : visits) {
      Tally tally = report.tallies.computeIfAbsent(visit.kind(), k -> new Tally());
      tally.all++;
      if (through.contains(visit.email())) {
        tally.through++;
      } else {
        tally.reasons.merge(keptBack.getOrDefault(visit.email(), LOST), 1, Integer::sum);
      }
    }
    return report;
  }

  private static String email(Map<String, String> fields) {
    return String.valueOf(fields.get("email"));
  }

  /** Share of the people whose lead did not go on. */
  double honestKeptBack() {
    Tally people = tally(Kind.HONEST);
    return (people.all - people.through) / (double) people.all;
  }

  /** Share of the leads of the five kinds of bots that went on. */
  double botsThrough() {
    double all = 0;
    double through = 0;
    for (Kind kind : Kind.values()) {
      if (kind != Kind.HONEST && kind != Kind.QUIET) {
        all += tally(kind).all;
        through += tally(kind).through;
      }
    }
    return through / all;
  }

  private Tally tally(Kind kind) {
    return tallies.getOrDefault(kind, new Tally());
  }

  String text(long seed, double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "A day of web leads, seed %d, in %.0f s%n"
                + "  people whose lead was kept back     %.3f %%   bound 0.5 %%%n"
                + "  leads of bots that went to a rep    %.3f %%   bound 1 %%%n",
            seed,
            seconds,
            100 * honestKeptBack(),
            100 * botsThrough()));
    for (Kind kind : Kind.values()) {
      Tally tally = tally(kind);
      text.append(
          String.format(
              Locale.ROOT, "%n%7d  %s: %d went on%n", tally.all, kind.text, tally.through));
      tally.reasons.forEach(
          (why, count) ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "         %7d  %s%n",
                      count,
                      why.toLowerCase(Locale.ROOT).replace('_', ' '))));
    }
    return text.toString();
  }
}
