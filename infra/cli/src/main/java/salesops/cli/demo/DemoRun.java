package salesops.cli.demo;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import salesops.events.LeadAssigned;
import salesops.local.engine.LocalSuite;
import salesops.model.LeadField;
import salesops.model.LeadId;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.routing.FairnessAudit;
import salesops.routing.LeadRecord;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadsWaiting;
import salesops.routing.RoutingOperation.ListHeld;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.testkit.metering.Meter;
import salesops.wiring.Operations;
import tools.jackson.core.type.TypeReference;

/**
 * Posts leads to a local suite, waits until each accepted one has an owner or visibly waits, and
 * reads the tables back.
 */
public final class DemoRun {
  /** Longest wait without any change: then what has no owner counts as lost. */
  static final Duration STALL_MAX = Duration.ofSeconds(60);

  /** Held leads asked for. */
  private static final int HELD_MAX = 100;

  private static final Duration POLL = Duration.ofMillis(50);

  /** In the suite's time. */
  private static final Duration ANNOUNCED_LOOK = Duration.ofMinutes(1);

  /** Tells others, at their pace: owners do not wait for it. */
  private static final Set<String> ANNOUNCING =
      Set.of("slack", "slack-sender", "webhooks", "webhooks-sender");

  private final LocalSuite suite;
  private final String form;
  private final Instant firstPost;
  private final Meter.Use usedBefore;
  private final long cpuBefore;

  /**
   * @param suite running, with {@code settings} applied
   */
  public DemoRun(LocalSuite suite, Settings settings) {
    this.suite = suite;
    this.form = settings.forms().isEmpty() ? "demo" : settings.forms().getFirst().id();
    this.firstPost = suite.clock().instant();
    this.usedBefore = suite.meter().total();
    this.cpuBefore = cpuNanos();
  }

  /** What a second posting of the same leads changed: nothing, if all is well. */
  public record Again(long newLeads, long changedOwners) {}

  /**
   * Posts the rows and reports when every accepted lead is settled.
   *
   * @param announceMax longest wait for Slack afterwards, in the suite's time, which passes at
   *     once; what is not sent by then is not counted among the costs
   */
  public Report post(
      List<LeadFile.Row> rows, double ratePerSecond, Duration announceMax, Runnable progress) {
    rows.stream().filter(LeadFile.Row::poison).forEach(r -> Poison.put(suite.dynamo(), r.number()));
    List<Poster.Outcome> outcomes = send(rows, ratePerSecond, progress);
    settle();
    double cpuMillis = (cpuNanos() - cpuBefore) / 1e6;
    awaitAnnouncements(announceMax);
    return report(rows, outcomes, cpuMillis);
  }

  /** Posts the same rows once more. */
  public Again postAgain(List<LeadFile.Row> rows) {
    Map<LeadId, String> ownersBefore = owners();
    int acceptedBefore = TableAudit.of(suite).accepted().size();
    send(rows, 0, () -> {});
    settle();
    Map<LeadId, String> ownersAfter = owners();
    long changed =
        ownersBefore.entrySet().stream()
            .filter(e -> !e.getValue().equals(ownersAfter.get(e.getKey())))
            .count();
    return new Again(TableAudit.of(suite).accepted().size() - acceptedBefore, changed);
  }

  private List<Poster.Outcome> send(
      List<LeadFile.Row> rows, double ratePerSecond, Runnable progress) {
    List<LeadFile.Row> posted = rows.stream().filter(r -> !r.poison()).toList();
    try (Poster poster = new Poster(suite.url(), form)) {
      return poster.post(posted, ratePerSecond, progress);
    }
  }

  private Map<LeadId, String> owners() {
    Map<LeadId, String> owners = new HashMap<>();
    TableAudit.of(suite)
        .standings()
        .forEach((lead, standing) -> owners.put(lead, standing.ownerName()));
    return owners;
  }

  /** Waits until nothing that could give a lead an owner is under way. */
  void settle() {
    int seen = -1;
    long changed = System.nanoTime();
    while (!suite.idleExcept(ANNOUNCING)) {
      int now = suite.events().size();
      if (now != seen) {
        seen = now;
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > STALL_MAX.toNanos()) {
        return;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Slack takes one message a second for each channel, and digests wait: by the suite's clock. */
  private void awaitAnnouncements(Duration atMost) {
    Instant end = suite.clock().instant().plus(atMost);
    while (suite.clock().instant().isBefore(end)
        && !(suite.idle() && TableAudit.announced(suite))) { // a look reads the whole table
      suite.advance(ANNOUNCED_LOOK);
    }
  }

  private Report report(List<LeadFile.Row> rows, List<Poster.Outcome> outcomes, double cpuMillis) {
    Meter.Use used = suite.meter().total().minus(usedBefore);
    TableAudit tables = TableAudit.of(suite);
    Announced announced = Announced.of(suite.events());
    Set<LeadId> answered = new HashSet<>();
    List<Report.Rejection> rejected = new ArrayList<>();
    long duplicates = 0;
    for (Poster.Outcome outcome : outcomes) {
      if (outcome.leadId() == null) {
        rejected.add(
            new Report.Rejection(
                outcome.row(), outcome.code() == null ? "" : outcome.code(), outcome.field()));
      } else if (!answered.add(new LeadId(outcome.leadId()))) {
        duplicates++;
      }
    }
    // A lead that was answered for counts as accepted even if no table has it: it would be lost.
    answered.addAll(tables.accepted());
    Map<State, Long> states = new HashMap<>();
    Map<String, Long> byRep = new TreeMap<>();
    Map<String, Long> byTerritory = new TreeMap<>();
    Map<String, Long> byGrade = new TreeMap<>();
    Map<String, Long> byPath = new TreeMap<>();
    long lost = 0;
    long quarantined = 0;
    for (LeadId lead : answered) {
      LeadRecord standing = tables.standings().get(lead);
      if (standing == null && tables.quarantined().contains(lead)) {
        quarantined++;
        continue;
      }
      if (standing == null) {
        lost++;
        continue;
      }
      states.merge(standing.state(), 1L, Long::sum);
      byGrade.merge(standing.grade().toString(), 1L, Long::sum);
      LeadAssigned assigned = announced.last().get(lead);
      if (standing.state() == State.ASSIGNED && assigned != null) {
        byRep.merge(assigned.rep().email(), 1L, Long::sum);
        byPath.merge(assigned.path().toString(), 1L, Long::sum);
        if (assigned.territory() != null) {
          byTerritory.merge(assigned.territory(), 1L, Long::sum);
        }
      }
    }
    FairnessAudit.Report fairness = announced.fairness();
    long accepted = answered.size();
    return new Report(
        outcomes.size(),
        accepted,
        rejected,
        duplicates,
        quarantined,
        states.getOrDefault(State.NURTURE, 0L),
        states.getOrDefault(State.ASSIGNED, 0L),
        states.getOrDefault(State.HELD, 0L),
        lost,
        announced.assignedTwice(),
        rows.stream().filter(LeadFile.Row::poison).count(),
        suite.deadLetters().values().stream().mapToLong(List::size).sum(),
        fairness.maxFairnessDeviation(),
        fairness.poolDeviation(),
        announced.latencies(),
        byRep,
        byTerritory,
        byGrade,
        byPath,
        perLead((double) used.calls(), accepted),
        perLead(used.writeUnits(), accepted),
        perLead(used.readUnits(), accepted),
        Prices.dollarsPerMillion(used, accepted),
        perLead(cpuMillis, accepted),
        Duration.between(firstPost, announced.lastAt(firstPost)).toMillis() / 1e3);
  }

  /** How fair each rotation was, from the events. */
  public FairnessAudit.Report fairness() {
    return Announced.of(suite.events()).fairness();
  }

  /** Leads that wait, as routing tells an operator. */
  List<LeadsWaiting.Lead> held() {
    return ask(new ListHeld(HELD_MAX)).leads();
  }

  /** Asks as an operator does. */
  <A extends Operation.Answer> A ask(Operation<A> operation) {
    String function = Operations.functionOf(OperationJson.name(operation)).orElseThrow();
    Map<String, Object> request = Json.MAPPER.convertValue(operation, new TypeReference<>() {});
    return OperationJson.answer(operation, Json.bytes(suite.invoke(function, request)));
  }

  /** A telling assignment: a well-graded lead that somebody was passed over for. */
  public Optional<LeadAssigned> example() {
    return Announced.of(suite.events()).all().stream()
        .filter(a -> a.turn() != null && a.lead().get(LeadField.NAME).isPresent())
        .max(
            Comparator.<LeadAssigned>comparingInt(a -> a.decision().passedOver().size())
                .thenComparing(a -> a.score().grade(), Comparator.reverseOrder())
                .thenComparing(a -> a.lead().leadId()));
  }

  private static double perLead(double amount, long leads) {
    return leads == 0 ? 0 : amount / leads;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
