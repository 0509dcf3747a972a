package salesops.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules;
import salesops.routing.LeadRecord.State;
import salesops.routing.LeadRecord.Summary;
import salesops.routing.Question.Related;

/**
 * A lead with everything that was read about it.
 *
 * @param company absent when the lead has none
 * @param account whose account the company is; absent: nobody's
 * @param existing the lead's record; absent when it is new
 */
record Subject(
    RoutingTask task,
    Person person,
    @Nullable CompanyClaim company,
    @Nullable Related account,
    @Nullable LeadRecord existing) {
  /** Most owners of a person's open leads that are tried. */
  static final int OWNERS_MAX = 3;

  private static final Comparator<Summary> NEWEST_FIRST =
      Comparator.comparing(Summary::since)
          .thenComparingLong(record -> record.place().number())
          .reversed();

  RouteLeads.Request request() {
    return task.request();
  }

  Question question(RoutingRules rules, Instant now) {
    return new Question(
        request().lead(),
        request().score(),
        existing == null ? Set.of() : existing.returners(),
        related(rules, now));
  }

  /**
   * Owners of open leads of the person, the newest first: a conversation goes on. Then that of the
   * company's account, as the system it came from says; then that of the company's open leads.
   */
  private List<Related> related(RoutingRules rules, Instant now) {
    List<Related> related = new ArrayList<>();
    if (rules.matchPerson()) {
      Instant oldest = now.minus(Duration.ofDays(rules.openForDays()));
      person.records().stream()
          .filter(r -> r.state() == State.ASSIGNED && r.since().isAfter(oldest))
          .filter(r -> !r.leadId().equals(request().id()))
          .sorted(NEWEST_FIRST)
          .flatMap(r -> Stream.ofNullable(r.owner()))
          .distinct()
          .limit(OWNERS_MAX)
          .forEach(owner -> related.add(new Related(Related.Link.PERSON, owner, "")));
    }
    if (rules.matchCompany() && account != null && !owners(related).contains(account.owner())) {
      related.add(account);
    }
    if (rules.matchCompany() && company != null) {
      company
          .ownerAt(now, rules.openForDays())
          .filter(owner -> !owners(related).contains(owner))
          .ifPresent(owner -> related.add(new Related(Related.Link.COMPANY, owner, "")));
    }
    return related;
  }

  private static List<RepId> owners(List<Related> related) {
    return related.stream().map(Related::owner).toList();
  }
}
