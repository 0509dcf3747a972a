package salesops.cli.demo;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import salesops.deals.DealsOperation.ChangeFields;
import salesops.deals.DealsOperation.DisqualifyLead;
import salesops.deals.DealsOperation.LogActivity;
import salesops.deals.DealsOperation.OpenDeal;
import salesops.deals.DealsOperation.QualifyLead;
import salesops.local.engine.LocalSuite;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.DealRules;
import salesops.model.settings.Settings;
import salesops.routing.LeadRecord;
import salesops.runtime.operations.RefusedException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What reps do with the demo's leads, the same in each run: contact most, qualify some, open deals,
 * win and lose some of those.
 */
final class WorkedLeads {
  /** Of a hundred leads. */
  private static final int CONTACTED = 80;

  private static final int QUALIFIED = 35;
  private static final int DEALS = 22;
  private static final int WON = 9;
  private static final int LOST = 15;
  private static final int NOT_A_FIT_FROM = 70;

  private static final long AMOUNT_LEAST = 4_000;
  private static final long AMOUNT_STEP = 750;

  private final DemoRun run;
  private final DealRules rules;
  private final String currency;
  private final LocalDate today;
  private final Map<String, Integer> counts = new HashMap<>();
  private Money won;

  WorkedLeads(DemoRun run, LocalSuite suite, Settings settings) {
    this.run = run;
    this.rules = settings.deals();
    this.currency = settings.company().currency();
    this.today = LocalDate.ofInstant(suite.clock().instant(), settings.company().zoneId());
    this.won = Money.zero(currency);
  }

  /**
   * What became of the leads, and whether the quotas say the same.
   *
   * @param won the sum of the won deals
   * @param credited what the ledger of quotas has credited for them
   */
  record Outcome(
      int contacted,
      int qualified,
      int notAFit,
      int open,
      int wonDeals,
      int lostDeals,
      Money won,
      Money credited) {
    /** Whether each won deal is credited once, to the penny. */
    boolean addsUp() {
      return won.equals(credited);
    }
  }

  /** Leads with an owner, in a fixed order. */
  static List<LeadRecord> of(LocalSuite suite) {
    return TableAudit.of(suite).standings().values().stream()
        .filter(lead -> lead.state() == LeadRecord.State.ASSIGNED)
        .sorted(Comparator.comparing(LeadRecord::leadId))
        .toList();
  }

  /** Works the leads as their owners. */
  Outcome work(List<LeadRecord> leads, LocalSuite suite, Runnable progress) {
    for (LeadRecord lead : leads) {
      work(lead);
      progress.run();
    }
    run.settle();
    return new Outcome(
        count("contacted"),
        count("qualified"),
        count("notAFit"),
        count("open") - count("won") - count("lost"),
        count("won"),
        count("lost"),
        won,
        credited(suite));
  }

  private void work(LeadRecord lead) {
    String id = lead.leadId().value();
    RepId owner = Objects.requireNonNull(lead.owner());
    int share = Integer.parseInt(id.substring(id.length() - 4), 36) % 100;
    if (share >= CONTACTED) {
      return;
    }
    run.ask(new LogActivity(id, null, "call", 5, null, null, null, false, owner.email(), null));
    counted("contacted");
    if (share >= NOT_A_FIT_FROM) {
      run.ask(new DisqualifyLead(id, first(rules.disqualifiedReasons()), owner.email(), null));
      counted("notAFit");
    }
    if (share >= QUALIFIED) {
      return;
    }
    run.ask(new QualifyLead(id, owner.email(), null));
    counted("qualified");
    if (share < DEALS) {
      deal(id, owner, share);
    }
  }

  private void deal(String lead, RepId owner, int share) {
    String amount = Long.toString(AMOUNT_LEAST + AMOUNT_STEP * share);
    Deal deal =
        run.ask(
                new OpenDeal(
                    null,
                    Map.of(
                        "lead",
                        lead,
                        "amount",
                        amount,
                        "products",
                        "Router Pro",
                        "expectedClose",
                        today.plusDays(30).toString()),
                    owner.email(),
                    "demo " + lead))
            .deal();
    counted("open");
    if (share < WON) {
      change(deal, Map.of("stage", Deal.WON), owner)
          .ifPresent(
              after -> {
                won = won.plus(after.amount());
                counted("won");
              });
    } else if (share < LOST) {
      change(deal, Map.of("stage", Deal.LOST, "reason", first(rules.lostReasons())), owner)
          .ifPresent(_ -> counted("lost"));
    }
  }

  /** Empty when your own settings refuse the step, such as for a deal that needs approval. */
  private Optional<Deal> change(Deal deal, Map<String, String> fields, RepId by) {
    try {
      return Optional.of(
          run.ask(new ChangeFields(deal.dealId().value(), fields, by.email(), null)).deal());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static String first(List<String> reasons) {
    return reasons.isEmpty() ? "no project this year" : reasons.getFirst();
  }

  private void counted(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private int count(String what) {
    return counts.getOrDefault(what, 0);
  }

  /** What the months of all counters add up to, read back from the table. */
  private Money credited(LocalSuite suite) {
    long minor =
        suite
            .dynamo()
            .scanPaginator(r -> r.tableName("quota").consistentRead(true))
            .items()
            .stream()
            .flatMap(item -> Optional.ofNullable(item.get("revenue")).stream())
            .flatMap(months -> months.l().stream())
            .map(AttributeValue::n)
            .mapToLong(Long::parseLong)
            .sum();
    return new Money(minor, currency);
  }
}
