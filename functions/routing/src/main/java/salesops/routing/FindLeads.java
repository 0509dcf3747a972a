package salesops.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.LeadId;
import salesops.routing.FindLead.Found;
import salesops.routing.RoutingAnswer.LeadsFound;
import salesops.routing.RoutingOperation.Search;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;

/**
 * Searches leads: a person's by the person's key, a company's open ones by the company's item, all
 * others by reading the table, as far as one call's time goes.
 */
final class FindLeads {
  /** Items of one read of the table; DynamoDB ends it at 1 MB anyhow. */
  static final int PAGE = 1_000;

  /** When no further page is read; the function is stopped after 30 s. */
  static final long MILLIS_MAX = 15_000;

  private static final Comparator<LeadRecord> OLDEST_FIRST =
      Comparator.comparing((LeadRecord record) -> record.content().lead().submittedAt())
          .thenComparing(LeadRecord::leadId);

  private final RoutingStore store;
  private final FindLead findLead;

  FindLeads(RoutingStore store, Rulebooks rulebooks) {
    this.store = store;
    this.findLead = new FindLead(store, rulebooks);
  }

  Answer find(Search search) {
    String company = search.company();
    if (search.email() != null) {
      return answer(newest(ofPerson(search.email()), search), null);
    }
    if (company != null && !search.all()) {
      return answer(newest(ofCompany(company), search), null);
    }
    try {
      return read(search);
    } catch (IllegalArgumentException e) {
      return new Refused(Refused.INVALID, "cursor is not one that a call before told");
    }
  }

  private List<LeadRecord> ofPerson(String email) {
    return store.records(
        findLead.person(email).records().stream().map(LeadRecord.Summary::place).toList());
  }

  private List<LeadRecord> ofCompany(String domain) {
    CompanyClaim company =
        store
            .look(Set.of(), Set.of(domain), Set.of())
            .companies()
            .getOrDefault(domain, CompanyClaim.none(domain));
    return company.leads().keySet().stream()
        .map(LeadId::value)
        .flatMap(lead -> findLead.find(lead).stream())
        .map(Found::record)
        .toList();
  }

  /** The newest of what one call can read; the caller goes on with the rest. */
  private LeadsFound read(Search search) {
    long deadline = System.nanoTime() + MILLIS_MAX * 1_000_000;
    List<LeadRecord> found = new ArrayList<>();
    String next = search.cursor();
    do {
      RoutingStore.RecordPage page = store.records(search.since(), PAGE, next);
      found.addAll(page.records());
      found = newest(found, search);
      next = page.next();
    } while (next != null && System.nanoTime() < deadline);
    return answer(found, next);
  }

  private static List<LeadRecord> newest(Collection<LeadRecord> records, Search search) {
    PriorityQueue<LeadRecord> newest = new PriorityQueue<>(OLDEST_FIRST);
    for (LeadRecord record : records) {
      if (meets(record, search)) {
        newest.add(record);
        if (newest.size() > search.limit()) {
          newest.remove();
        }
      }
    }
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  private static boolean meets(LeadRecord record, Search search) {
    Lead lead = record.content().lead();
    return !lead.submittedAt().isBefore(search.since())
        && (search.rep() == null || search.rep().equals(record.owner()))
        && (search.grade() == null || search.grade().equalsIgnoreCase(record.grade().toString()))
        && (search.company() == null || search.company().equals(lead.identity().company()));
  }

  private static LeadsFound answer(List<LeadRecord> records, @Nullable String cursor) {
    return new LeadsFound(records.stream().map(FindLeads::row).toList(), cursor);
  }

  private static LeadsFound.Lead row(LeadRecord record) {
    Lead lead = record.content().lead();
    return new LeadsFound.Lead(
        record.leadId(),
        lead.submittedAt(),
        record.grade(),
        record.state(),
        record.owner(),
        lead.get(LeadField.NAME).orElse(null),
        lead.get(LeadField.COMPANY).orElse(null),
        lead.get(LeadField.COUNTRY).orElse(null),
        lead.get(LeadField.EMAIL).orElse(null),
        lead.identity().company());
  }
}
