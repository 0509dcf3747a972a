package salesops.deals.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import salesops.deals.deal.DealRecord.Stamped;
import salesops.deals.store.Step;
import salesops.events.ActivityLogged;
import salesops.events.Envelope;
import salesops.model.deal.Change.FieldChange;
import salesops.runtime.dynamo.Packed;
import software.amazon.awssdk.core.SdkBytes;

/** What happened to a deal, in the order in which it happened, whenever it arrived. */
public final class DealHistory {
  private DealHistory() {}

  /** Something that happened. */
  public sealed interface Entry {
    /**
     * Somebody changed it.
     *
     * @param changes from what to what; empty: the values stood already
     */
    record Edited(DealEdit edit, List<FieldChange> changes) implements Entry {
      public Edited {
        changes = List.copyOf(changes);
      }
    }

    record Logged(ActivityLogged activity) implements Entry {}
  }

  /** Reads a deal's steps, which are in the order of time. */
  public static List<Entry> of(List<Step> steps) {
    List<Entry> entries = new ArrayList<>();
    Map<DealField, Stamped> fields = Map.of();
    for (Step step : steps) {
      SdkBytes change = step.change();
      if (change != null) {
        DealEdit edit = Packed.unpack(change.asByteArrayUnsafe(), DealEdit.class);
        Map<DealField, Stamped> after = DealRecord.merged(fields, edit);
        entries.add(new Entry.Edited(edit, DealEvents.changed(fields, after)));
        fields = after;
      } else {
        step.events().stream()
            .map(Envelope::data)
            .filter(ActivityLogged.class::isInstance)
            .map(ActivityLogged.class::cast)
            .map(Entry.Logged::new)
            .forEach(entries::add);
      }
    }
    return entries;
  }
}
