package salesops.cli.leads;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.cli.console.UserError;
import salesops.cli.suite.Suite;
import salesops.routing.RoutingAnswer.LeadsFound;
import salesops.routing.RoutingOperation.Search;

/**
 * A lead that a user names.
 *
 * @param text who it is, for people; the id where nothing else is known
 */
public record NamedLead(String id, String text) {
  private static final int LEADS_MAX = 50;

  /**
   * Finds the lead, of a person with several the newest.
   *
   * @param name an id, or the person's email address
   * @throws UserError when the person has no lead
   */
  public static NamedLead find(Suite suite, String name) {
    if (name.indexOf('@') < 0) {
      return new NamedLead(name.strip(), name.strip());
    }
    List<LeadsFound.Lead> leads =
        suite
            .ask(new Search(name, null, false, null, null, Instant.EPOCH, LEADS_MAX, null))
            .leads();
    LeadsFound.Lead newest =
        leads.stream()
            .max(Comparator.comparing(LeadsFound.Lead::submittedAt))
            .orElseThrow(() -> new UserError("There's no lead of " + name + "."));
    String who =
        Stream.of(newest.name(), newest.company())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return new NamedLead(
        newest.leadId().value(),
        (who.isEmpty() ? name : who)
            + (leads.size() == 1 ? "" : " (newest of " + leads.size() + " leads)"));
  }
}
