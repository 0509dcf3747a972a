package salesops.deals.lead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import salesops.deals.lead.LeadRules.Result;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.Head;
import salesops.deals.store.Kept.DueKind;
import salesops.model.LeadId;
import salesops.model.settings.Settings;

/** Acts on leads whose response clock or nurture date is due, the earliest first. */
public final class RunClocks {
  /** Most due leads of one run; the next minute goes on. */
  static final int LEADS_MAX = 2_000;

  /** Leads that one page of the index names. */
  static final int PAGE = 100;

  /** When no further lead is begun; the function is stopped after 50 seconds. */
  static final Duration RUN_MAX = Duration.ofSeconds(40);

  private final DynamoDealsStore store;
  private final WorkLead workLead;
  private final Supplier<Settings> settings;

  public RunClocks(DynamoDealsStore store, WorkLead workLead, Supplier<Settings> settings) {
    this.store = store;
    this.workLead = workLead;
    this.settings = settings;
  }

  /**
   * What a run came to, in leads.
   *
   * @param acted clocks that ran out and dates that came
   * @param recomputed clocks that new settings moved
   * @param failed leads that could not be written; they stay due
   */
  public record Outcome(int acted, int recomputed, int failed) {}

  /** Runs until nothing is due or the time is over. */
  public Outcome run() {
    Instant now = workLead.now();
    Instant deadline = now.plus(RUN_MAX);
    Tally tally = new Tally();
    Recomputing.of(store).ifPresent(pending -> recompute(pending, deadline, tally));
    for (DueKind kind : List.of(DueKind.RESPONSE, DueKind.NURTURE)) {
      act(kind, now, deadline, tally);
    }
    return new Outcome(tally.acted, tally.recomputed, tally.failed);
  }

  private static final class Tally {
    private int acted;
    private int recomputed;
    private int failed;
  }

  private void act(DueKind kind, Instant now, Instant deadline, Tally tally) {
    String after = null;
    int seen = 0;
    do {
      DynamoDealsStore.Keys page = store.due(kind, now, PAGE, after);
      for (String key : page.keys()) {
        if (!workLead.now().isBefore(deadline)) {
          return;
        }
        if (changed(lead(key), new LeadAct.Due(), tally)) {
          tally.acted++;
        }
      }
      seen += page.keys().size();
      after = page.next();
    } while (after != null && seen < LEADS_MAX);
  }

  /** One lead that fails keeps no other waiting. */
  private boolean changed(LeadId lead, LeadAct act, Tally tally) {
    try {
      return workLead.act(lead, act, settings.get(), null) instanceof Result.Changed;
    } catch (RuntimeException e) {
      tally.failed++;
      return false;
    }
  }

  private static LeadId lead(String key) {
    return new LeadId(key.substring(key.indexOf('#') + 1));
  }

  /** Sets running clocks again, a page at a time, from where the run before stopped. */
  private void recompute(Head<Recomputing> pending, Instant deadline, Tally tally) {
    Head<Recomputing> at = pending;
    while (at.state().isPending() && workLead.now().isBefore(deadline)) {
      DynamoDealsStore.Keys page =
          store.due(DueKind.RESPONSE, Instant.MAX, PAGE, at.state().start());
      for (String key : page.keys()) {
        if (changed(lead(key), new LeadAct.Recompute(), tally)) {
          tally.recomputed++;
        }
      }
      Optional<Head<Recomputing>> next = at.state().moveTo(page.next(), at, store);
      if (next.isEmpty()) {
        return; // other settings were applied meanwhile: the next run begins again
      }
      at = next.get();
    }
  }
}
