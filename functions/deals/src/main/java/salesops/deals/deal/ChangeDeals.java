package salesops.deals.deal;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import salesops.deals.deal.ChangeDeal.Outcome;
import salesops.deals.deal.ChangeDeal.Planned;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.store.Head;
import salesops.model.deal.DealId;
import salesops.model.settings.Settings;

/**
 * Applies many changes in their order: those of different deals are written together, and one by
 * one where somebody else came first.
 */
public final class ChangeDeals {
  /** Items of one transaction; DynamoDB takes 100. */
  static final int ITEMS_MAX = 90;

  private final ChangeDeal changeDeal;

  public ChangeDeals(ChangeDeal changeDeal) {
    this.changeDeal = changeDeal;
  }

  /** A change and how it is meant. */
  public record Asked(DealEdit edit, Terms terms) {}

  /**
   * Applies changes.
   *
   * @return what became of each, in their order
   * @throws RuntimeException when some could not be stored; what was written before stays, and the
   *     same changes may come again
   */
  public List<Outcome> change(List<Asked> asked, Settings settings) {
    Run run = new Run(asked, settings);
    for (int i = 0; i < asked.size(); i++) {
      run.add(i);
    }
    run.flush();
    return run.outcomes();
  }

  private final class Run {
    private final List<Asked> asked;
    private final Settings settings;
    private final Map<DealId, Head<DealRecord>> known;
    private final Map<Integer, Outcome> outcomes = new TreeMap<>();
    private final Map<Integer, Planned.Write> pending = new TreeMap<>();

    /** Heads that changed since all deals were read, or will with what is pending. */
    private final Set<String> touched = new HashSet<>();

    private final Set<String> pendingHeads = new HashSet<>();
    private int items;

    Run(List<Asked> asked, Settings settings) {
      this.asked = asked;
      this.settings = settings;
      this.known = changeDeal.findAll(asked.stream().map(a -> a.edit().dealId()).toList());
    }

    List<Outcome> outcomes() {
      return List.copyOf(outcomes.values());
    }

    void add(int index) {
      Asked each = asked.get(index);
      DealId deal = each.edit().dealId();
      // A second change of a deal, and a credit note of one, must see what came before.
      if (touched.contains(DealRecord.key(deal))
          || each.edit().fields().containsKey(DealField.CREDIT_NOTE_OF)) {
        flush();
      }
      Optional<Head<DealRecord>> head =
          touched.contains(DealRecord.key(deal))
              ? changeDeal.find(deal)
              : Optional.ofNullable(known.get(deal));
      switch (changeDeal.plan(each.edit(), head, each.terms(), settings)) {
        case Planned.Settled(Outcome outcome) -> outcomes.put(index, outcome);
        case Planned.Write write -> add(index, write);
      }
    }

    private void add(int index, Planned.Write write) {
      List<String> heads = write.heads().stream().map(next -> next.state().key()).toList();
      int more = heads.size() + write.steps().size();
      // A lead, or a deal with credit notes, may be part of several changes: the next sees the
      // first one's.
      if (heads.stream().anyMatch(pendingHeads::contains)) {
        flush();
        outcomes.put(index, alone(index));
        touched.addAll(heads);
        return;
      }
      if (items + more > ITEMS_MAX) {
        flush();
      }
      pending.put(index, write);
      pendingHeads.addAll(heads);
      touched.addAll(heads);
      touched.add(DealRecord.key(asked.get(index).edit().dealId()));
      items += more;
    }

    private Outcome alone(int index) {
      Asked each = asked.get(index);
      return changeDeal.change(each.edit(), each.terms(), settings);
    }

    /** Writes what is pending. */
    void flush() {
      boolean together = !pending.isEmpty() && changeDeal.writeAll(List.copyOf(pending.values()));
      for (int index : pending.keySet()) {
        Outcome stored = Objects.requireNonNull(pending.get(index)).stored();
        outcomes.put(index, together ? stored : alone(index));
      }
      pending.clear();
      pendingHeads.clear();
      items = 0;
    }
  }
}
