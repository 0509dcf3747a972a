package salesops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.events.Event;
import salesops.testkit.QueueMessages;
import salesops.wiring.Function;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import software.amazon.event.ruler.Machine;

class ContractTest {
  /** Who tells of an event; a service's name, not a function's. */
  private static final Map<String, String> PRODUCERS =
      Map.ofEntries(
          Map.entry("LeadSubmitted", "intake"),
          Map.entry("LeadQuarantined", "intake"),
          Map.entry("LeadScored", "scoring"),
          Map.entry("LeadAssigned", "routing"),
          Map.entry("LeadUnassigned", "routing"),
          Map.entry("LeadReturned", "routing"),
          Map.entry("LeadClosed", "routing"),
          Map.entry("LeadContacted", "deals"),
          Map.entry("LeadQualified", "deals"),
          Map.entry("LeadDisqualified", "deals"),
          Map.entry("ResponseOverdue", "deals"),
          Map.entry("NurtureDue", "deals"),
          Map.entry("ActivityLogged", "deals"),
          Map.entry("DealOpened", "deals"),
          Map.entry("DealChanged", "deals"),
          Map.entry("DealWon", "deals"),
          Map.entry("DealLost", "deals"),
          Map.entry("DealReopened", "deals"),
          Map.entry("QuotaReached", "quota"),
          Map.entry("CommissionEarned", "quota"),
          Map.entry("CreditHeld", "quota"),
          Map.entry("PaceReported", "quota"),
          Map.entry("PeriodClosed", "quota"),
          Map.entry("ContestClosed", "quota"),
          Map.entry("SettingsApplied", "settings"));

  /** Each deployed pattern against each sample: exactly the wired consumers get it. */
  @Test
  void everySampleReachesTheConsumersOfTheWiringAndNobodyElse() throws Exception {
    for (String event : events()) {
      Set<String> reached = new TreeSet<>();
      for (Function function : Wiring.SUITE.functions()) {
        for (Trigger.Source source : sources(function)) {
          Machine rule = Machine.builder().build();
          rule.addRule(function.name(), source.pattern());
          if (!rule.rulesForJSONEvent(onTheBus(event)).isEmpty()) {
            reached.add(function.name());
          }
        }
      }
      assertEquals(consumers().getOrDefault(event, Set.of()), reached, event);
    }
  }

  @Test
  void theTableOfEventsSaysWhatIsWired() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../../events/README.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && PRODUCERS.containsKey(cells[1].strip())) {
        rows.put(
            cells[1].strip(),
            cells[2].strip() + " -> " + cells[3].strip() + " v" + cells[4].strip());
      }
    }
    Map<String, String> wired = new TreeMap<>();
    for (String event : events()) {
      Set<String> consumers = consumers().getOrDefault(event, Set.of());
      wired.put(event, PRODUCERS.get(event) + " -> " + String.join(", ", consumers) + " v1");
    }
    assertEquals(wired, rows);
  }

  private static List<String> events() {
    return Event.classes().<String>map(Class::getSimpleName).toList();
  }

  private static Map<String, Set<String>> consumers() {
    Map<String, Set<String>> consumers = new TreeMap<>();
    for (Function function : Wiring.SUITE.functions()) {
      for (Trigger.Source source : sources(function)) {
        assertEquals(PRODUCERS.get(source.event()), source.producer());
        consumers.computeIfAbsent(source.event(), e -> new TreeSet<>()).add(function.name());
      }
    }
    return consumers;
  }

  private static List<Trigger.Source> sources(Function function) {
    return function.trigger(Trigger.Queue.class).map(Trigger.Queue::events).orElse(List.of());
  }

  private static String onTheBus(String event) {
    return "{\"source\":\"salesops."
        + PRODUCERS.get(event)
        + "\",\"detail-type\":\""
        + event
        + "\",\"detail\":"
        + QueueMessages.goldenDetail(event)
        + "}";
  }
}
