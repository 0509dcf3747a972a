package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.routing.FindLead.Found;

/**
 * Searches leads: a person's by the person's key, a company's open ones by the company's item, all
 * others by reading the table, as far as one call's time goes.
 */
final class FindLeads {
  /** Most leads of an answer. */
  static final int LIMIT_MAX = 500;

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

  /**
   * What the leads have in common; what is absent does not matter.
   *
   * @param email of the person
   * @param company registrable domain
   * @param all of the company's leads, not only the open ones that its item names
   * @param since of the submission
   */
  record Criteria(
      @Nullable String email,
      @Nullable String company,
      boolean all,
      @Nullable RepId rep,
      @Nullable String grade,
      Instant since) {

    boolean meets(LeadRecord record) {
      Lead lead = record.content().lead();
      return !lead.submittedAt().isBefore(since)
          && (rep == null || rep.equals(record.owner()))
          && (grade == null || grade.equalsIgnoreCase(record.grade().toString()))
          && (company == null || company.equals(lead.identity().company()));
    }
  }

  /**
   * @param cursor as the call before told it; absent: from the beginning
   */
  Answer find(Criteria criteria, int limit, @Nullable String cursor) {
    String company = criteria.company();
    if (criteria.email() != null) {
      return answer(newest(ofPerson(criteria.email()), criteria, limit), null);
    }
    if (company != null && !criteria.all()) {
      return answer(newest(ofCompany(company), criteria, limit), null);
    }
    try {
      return search(criteria, limit, cursor);
    } catch (IllegalArgumentException e) {
      return new Answer.Refused("invalid", "cursor is not one that a call before told");
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
  private Answer search(Criteria criteria, int limit, @Nullable String cursor) {
    long deadline = System.nanoTime() + MILLIS_MAX * 1_000_000;
    List<LeadRecord> found = new ArrayList<>();
    String next = cursor;
    do {
      RoutingStore.RecordPage page = store.records(criteria.since(), PAGE, next);
      found.addAll(page.records());
      found = newest(found, criteria, limit);
      next = page.next();
    } while (next != null && System.nanoTime() < deadline);
    return answer(found, next);
  }

  private static List<LeadRecord> newest(
      Collection<LeadRecord> records, Criteria criteria, int limit) {
    PriorityQueue<LeadRecord> newest = new PriorityQueue<>(OLDEST_FIRST);
    for (LeadRecord record : records) {
      if (criteria.meets(record)) {
        newest.add(record);
        if (newest.size() > limit) {
          newest.remove();
        }
      }
    }
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  private static Answer answer(List<LeadRecord> records, @Nullable String cursor) {
    return Answer.ok("leads", records.stream().map(FindLeads::row).toList(), "cursor", cursor);
  }

  private static Map<String, Object> row(LeadRecord record) {
    Lead lead = record.content().lead();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("leadId", record.leadId().value());
    row.put("submittedAt", lead.submittedAt().toString());
    row.put("grade", record.grade().toString());
    row.put("state", record.state().name());
    Optional.ofNullable(record.owner()).ifPresent(owner -> row.put("owner", owner.email()));
    for (LeadField field :
        List.of(LeadField.NAME, LeadField.COMPANY, LeadField.COUNTRY, LeadField.EMAIL)) {
      lead.get(field).ifPresent(value -> row.put(field.jsonName(), value));
    }
    Optional.ofNullable(lead.identity().company()).ifPresent(d -> row.put("companyDomain", d));
    return row;
  }
}
