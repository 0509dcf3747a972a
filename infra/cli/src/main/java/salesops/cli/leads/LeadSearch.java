package salesops.cli.leads;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.cli.console.Answers;
import salesops.cli.console.Progress;
import salesops.cli.console.Since;
import salesops.cli.console.Table;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.model.Codes;
import salesops.model.Grade;
import salesops.runtime.Json;

/** Finds leads by what they have in common, the newest first. */
final class LeadSearch {
  /** Most leads listed; the operation gives no more in one answer. */
  private static final int LISTED_MAX = 500;

  @Option(names = "--email", paramLabel = "EMAIL", description = "leads of this person")
  private @Nullable String email;

  @Option(
      names = "--company",
      paramLabel = "DOMAIN",
      description = "open leads of this company, its newest ten; with --all every one")
  private @Nullable String company;

  @Option(names = "--rep", paramLabel = "EMAIL", description = "leads that this rep has")
  private @Nullable String rep;

  @Option(names = "--grade", paramLabel = "A1", description = "leads of this grade")
  private @Nullable String grade;

  @Option(
      names = "--since",
      paramLabel = "T",
      converter = Since.Reader.class,
      description = "submitted then or later: 2026-11-09, 2026-11-03T14:00 or …T14:00Z")
  private @Nullable Since since;

  @Option(names = "--all", description = "every lead, by reading the whole table")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "the newest N; default: ${DEFAULT-VALUE}",
      defaultValue = "50")
  private int limit;

  @Option(names = "--json", description = "as JSON, one lead a line")
  private boolean json;

  boolean asked() {
    return all || email != null || company != null || rep != null || grade != null || since != null;
  }

  void run(Connection connection, PrintWriter out) {
    if (limit < 1 || limit > LISTED_MAX) {
      throw new UserError("--limit " + limit + ": from 1 to " + LISTED_MAX);
    }
    ZoneId zone = connection.zone();
    List<Map<?, ?>> found = find(connection, criteria(zone));
    if (json) {
      found.forEach(lead -> out.println(Json.text(lead)));
    } else {
      print(found, zone, out);
    }
  }

  private Map<String, Object> criteria(ZoneId zone) {
    Map<String, Object> criteria = new HashMap<>(Map.of("limit", limit, "all", all));
    put(criteria, "email", email);
    put(criteria, "company", company == null ? null : company.toLowerCase(Locale.ROOT));
    put(criteria, "rep", rep);
    put(criteria, "grade", grade == null ? null : parsed(grade));
    put(criteria, "since", since == null ? null : since.in(zone).toString());
    return criteria;
  }

  private static String parsed(String grade) {
    try {
      return Grade.parse(grade.toUpperCase(Locale.ROOT)).toString();
    } catch (IllegalArgumentException e) {
      throw new UserError("--grade " + grade + ": a grade is A to D and 1 to 4, such as A2");
    }
  }

  private static void put(Map<String, Object> criteria, String name, @Nullable String value) {
    if (value != null) {
      criteria.put(name, value);
    }
  }

  /** Asks until the table is read to its end: a call reads for some seconds only. */
  private List<Map<?, ?>> find(Connection connection, Map<String, Object> criteria) {
    List<Map<?, ?>> newest = new ArrayList<>();
    try (Progress progress = Progress.of("reading the table", -1)) {
      Object cursor = null;
      do {
        Map<String, Object> request = new HashMap<>(criteria);
        if (cursor != null) {
          request.put("cursor", cursor);
        }
        Map<String, Object> answer = connection.operate("findLeads", request);
        newest.addAll(Answers.list(answer, "leads"));
        newest.sort(Comparator.comparing(LeadSearch::submittedAt).reversed());
        newest.subList(Math.min(limit, newest.size()), newest.size()).clear();
        cursor = answer.get("cursor");
        progress.step();
      } while (cursor != null);
    }
    return newest;
  }

  private static Instant submittedAt(Map<?, ?> lead) {
    return Instant.parse(Answers.text(lead, "submittedAt"));
  }

  private void print(List<Map<?, ?>> leads, ZoneId zone, PrintWriter out) {
    if (leads.isEmpty()) {
      out.println(
          company == null || all
              ? "No such lead."
              : "No open lead of this company; --all looks for closed and held ones too.");
      return;
    }
    Table table =
        new Table()
            .text("lead")
            .text("submitted")
            .text("grade")
            .text("state")
            .text("owner")
            .text("name")
            .text("company");
    for (Map<?, ?> lead : leads) {
      table.line(
          Answers.text(lead, "leadId"),
          Answers.time(lead, "submittedAt", zone),
          Answers.text(lead, "grade"),
          Codes.words(Answers.text(lead, "state")),
          Answers.text(lead, "owner").replaceFirst("@.*", ""),
          Answers.text(lead, "name"),
          Answers.text(lead, "company"));
    }
    table.print(out);
    if (leads.size() == limit) {
      out.println("… perhaps more: --limit N lists up to " + LISTED_MAX);
    }
  }
}
