package salesops.cli.leads;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.cli.console.Progress;
import salesops.cli.console.Since;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Suite;
import salesops.model.Codes;
import salesops.model.Grade;
import salesops.routing.RoutingAnswer.LeadsFound;
import salesops.routing.RoutingOperation.Search;
import salesops.runtime.Json;

/** Finds leads by what they have in common, the newest first. */
final class LeadSearch {
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

  void run(Suite suite, PrintWriter out) {
    if (limit < 1 || limit > Search.LIMIT_MAX) {
      throw new UserError("--limit " + limit + ": from 1 to " + Search.LIMIT_MAX);
    }
    ZoneId zone = suite.zone();
    List<LeadsFound.Lead> found = find(suite, search(zone));
    if (json) {
      found.forEach(lead -> out.println(Json.text(lead)));
    } else {
      print(found, zone, out);
    }
  }

  private Search search(ZoneId zone) {
    return new Search(
        email,
        company == null ? null : company.toLowerCase(Locale.ROOT),
        all,
        rep == null ? null : Texts.rep(rep),
        grade == null ? null : parsed(grade),
        since == null ? Instant.EPOCH : since.in(zone),
        limit,
        null);
  }

  private static String parsed(String grade) {
    try {
      return Grade.parse(grade.toUpperCase(Locale.ROOT)).toString();
    } catch (IllegalArgumentException e) {
      throw new UserError("--grade " + grade + ": a grade is A to D and 1 to 4, such as A2");
    }
  }

  /** Asks until the table is read to its end: a call reads for some seconds only. */
  private List<LeadsFound.Lead> find(Suite suite, Search search) {
    List<LeadsFound.Lead> newest = new ArrayList<>();
    try (Progress progress = Progress.of("reading the table", -1)) {
      Search next = search;
      while (next != null) {
        LeadsFound answer = suite.ask(next);
        newest.addAll(answer.leads());
        newest.sort(Comparator.comparing(LeadsFound.Lead::submittedAt).reversed());
        newest.subList(Math.min(limit, newest.size()), newest.size()).clear();
        next = answer.cursor() == null ? null : search.after(answer.cursor());
        progress.step();
      }
    }
    return newest;
  }

  private void print(List<LeadsFound.Lead> leads, ZoneId zone, PrintWriter out) {
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
    for (LeadsFound.Lead lead : leads) {
      table.line(
          lead.leadId().value(),
          Texts.time(lead.submittedAt(), zone),
          lead.grade().toString(),
          Codes.words(lead.state().name()),
          lead.owner() == null ? "" : lead.owner().shortName(),
          Texts.orEmpty(lead.name()),
          Texts.orEmpty(lead.company()));
    }
    table.print(out);
    if (leads.size() == limit) {
      out.println("… perhaps more: --limit N lists up to " + Search.LIMIT_MAX);
    }
  }
}
