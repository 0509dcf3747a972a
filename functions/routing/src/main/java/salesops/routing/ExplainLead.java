package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadUnassigned;
import salesops.events.Turn;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Territory;
import salesops.routing.Explanation.Again;
import salesops.routing.Explanation.Candidate;
import salesops.routing.LeadRecord.Past;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.TerritoryMissed;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;

/** Tells why a lead is where it is, and why it is not elsewhere. */
final class ExplainLead {
  private final FindLead findLead;
  private final Rulebooks rulebooks;

  ExplainLead(RoutingStore store, Rulebooks rulebooks) {
    this.findLead = new FindLead(store, rulebooks);
    this.rulebooks = rulebooks;
  }

  /**
   * @param lead id, e-mail address or external id
   */
  Optional<Explanation> explain(String lead) {
    return findLead.find(lead).map(found -> explain(found.record()));
  }

  Answer answer(String lead) {
    return explain(lead).<Answer>map(found -> found).orElseGet(ExplainLead::unknown);
  }

  private static Refused unknown() {
    return new Refused("unknownLead", "there is no such lead");
  }

  Explanation explain(LeadRecord record) {
    LeadRecord.Content content = record.content();
    Rulebook rulebook = rulebooks.version(content.settingsVersion());
    Optional<LeadAssigned> assigned = record.told(LeadAssigned.class).map(e -> e.data());
    Lead lead = content.lead();
    return new Explanation(
        record.leadId().value(),
        record.state().name(),
        record.since(),
        lead.submittedAt(),
        lead.form(),
        new TreeMap<>(lead.fields()),
        lead.identity().company(),
        grading(content.score()),
        content.settingsVersion(),
        decidedAt(record),
        record.owner() == null ? null : record.owner().email(),
        record.assignmentSeq(),
        assigned.map(LeadAssigned::previousRep).map(RepId::email).orElse(null),
        assigned.map(a -> a.path().name()).orElse(null),
        assigned.map(LeadAssigned::territory).orElse(null),
        assigned.map(LeadAssigned::wroteAgain).orElse(false),
        assigned.map(LeadAssigned::openLeads).orElse(null),
        assigned.map(LeadAssigned::capacity).orElse(null),
        content.decision().steps(),
        matched(rulebook, content),
        assigned.flatMap(ExplainLead::standings).orElse(null),
        content.decision().passedOver(),
        waiting(record),
        LeadHistory.of(record),
        again(rulebook, record, assigned));
  }

  private static Explanation.Grading grading(Score score) {
    return new Explanation.Grading(
        score.grade().toString(), score.fitTenths(), score.engagementTenths(), score.parts());
  }

  private static @Nullable Instant decidedAt(LeadRecord record) {
    return record
        .told(LeadAssigned.class)
        .map(e -> e.data().assignedAt())
        .or(() -> Optional.ofNullable(record.kept()).map(LeadRecord.Kept::at))
        .or(() -> record.told(LeadUnassigned.class).map(e -> e.meta().occurredAt()))
        .orElse(null);
  }

  /** Those that were considered, as recorded; then the others, which nobody got to. */
  private static List<Decision.Match> matched(Rulebook rulebook, LeadRecord.Content content) {
    List<Decision.Match> all = new ArrayList<>(content.decision().matched());
    Set<String> considered =
        all.stream().map(Decision.Match::territory).collect(Collectors.toSet());
    for (Territory territory : rulebook.match(content.lead())) {
      if (!considered.contains(territory.name())) {
        all.add(new Decision.Match(territory.name(), territory.pool().name(), "NOT_REACHED"));
      }
    }
    return all;
  }

  private static Optional<Explanation.Standings> standings(LeadAssigned assigned) {
    Turn turn = assigned.turn();
    if (turn == null) {
      return Optional.empty();
    }
    long total = turn.eligible().stream().mapToLong(Turn.Share::weight).sum();
    return Optional.of(
        new Explanation.Standings(
            turn.pool(),
            turn.band(),
            turn.poolSeq(),
            turn.eligible().stream()
                .map(share -> candidate(share, total, assigned.rep()))
                .sorted(Comparator.comparing(Candidate::chosen).reversed())
                .toList()));
  }

  private static Candidate candidate(Turn.Share share, long total, RepId chosen) {
    double leads = Fraction.parse(share.entitlement()).value() + (double) share.weight() / total;
    boolean mine = share.rep().equals(chosen);
    Integer owed = share.owed();
    String due =
        mine && owed != null && owed > 0
            ? "makes good a returned lead"
            : mine
                ? "next in turn"
                : share.count() >= leads
                    ? "ahead of the share"
                    : "later deadline than " + chosen.shortName();
    return new Candidate(
        share.rep().email(),
        share.weight(),
        mine,
        share.count(),
        Math.round(leads * 10) / 10.0,
        due);
  }

  private static Explanation.@Nullable Wait waiting(LeadRecord record) {
    if (record.state() != State.HELD) {
      return null;
    }
    ListHeldLeads.Waiting why = ListHeldLeads.Waiting.of(record);
    return new Explanation.Wait(why.reason(), why.detail(), why.dueAt() != null, why.dueAt());
  }

  private static Again again(
      Rulebook rulebook, LeadRecord record, Optional<LeadAssigned> assigned) {
    if (assigned.isPresent() && assigned.get().path() == Path.MANUAL) {
      return new Again(null, "decided by hand");
    }
    Instant decidedAt = decidedAt(record);
    int seq = assigned.map(LeadAssigned::assignmentSeq).orElse(Integer.MAX_VALUE);
    Set<RepId> returners =
        record.past().stream()
            .filter(p -> p.how() == Past.Ended.RETURNED && p.assignmentSeq() < seq)
            .map(Past::rep)
            .collect(Collectors.toSet());
    String outcome =
        DecideAgain.outcome(
            rulebook,
            record.content(),
            returners,
            assigned.map(LeadAssigned::turn).orElse(null),
            decidedAt == null ? record.since() : decidedAt);
    String recorded =
        assigned
            .map(a -> a.rep().email())
            .orElseGet(
                () ->
                    record.state() == State.NURTURE
                        ? "NURTURE"
                        : ListHeldLeads.Waiting.of(record).reason());
    return new Again(outcome.equals(recorded), outcome);
  }

  /** Which criteria of a territory a lead misses, under the settings it was decided with. */
  Answer whyNot(String lead, String territory) {
    Optional<LeadRecord> record = findLead.find(lead).map(FindLead.Found::record);
    if (record.isEmpty()) {
      return unknown();
    }
    LeadRecord.Content content = record.get().content();
    Rulebook rulebook = rulebooks.version(content.settingsVersion());
    Optional<Territory> named = rulebook.territory(territory);
    if (named.isEmpty()) {
      return new Refused(
          "unknownTerritory",
          "settings version " + content.settingsVersion() + " has no such territory");
    }
    List<String> missed = TerritoryIndex.whyNot(named.get(), content.lead());
    return new TerritoryMissed(
        record.get().leadId(),
        named.get().name(),
        content.settingsVersion(),
        missed.isEmpty(),
        missed,
        missed.isEmpty() ? outcome(rulebook, content, named.get()) : null);
  }

  private static String outcome(
      Rulebook rulebook, LeadRecord.Content content, Territory territory) {
    return matched(rulebook, content).stream()
        .filter(match -> match.territory().equals(territory.name()))
        .map(Decision.Match::outcome)
        .findFirst()
        .orElse("NOT_REACHED");
  }
}
