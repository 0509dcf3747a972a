package salesops.deals.deal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.DealRecord.Stamped;
import salesops.deals.lead.LeadAct;
import salesops.deals.lead.LeadRules;
import salesops.deals.lead.LeadWork;
import salesops.deals.lead.WorkLead;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.Head;
import salesops.deals.store.Step;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Change;
import salesops.model.deal.Change.FieldChange;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.lambda.Waiting;
import salesops.runtime.operations.Refused;
import software.amazon.awssdk.core.SdkBytes;

/** Changes deals, once for each request, while others do the same. */
public final class ChangeDeal {
  private final DynamoDealsStore store;
  private final WorkLead workLead;
  private final Waiting waiting;

  public ChangeDeal(DynamoDealsStore store, WorkLead workLead, Waiting waiting) {
    this.store = store;
    this.workLead = workLead;
    this.waiting = waiting;
  }

  /**
   * How a change is meant.
   *
   * @param creates whether the deal may be new
   * @param mustBeNew whether it must be
   * @param asRep who must own the deal, or manage the owner's team; absent: anybody with permission
   *     to call Salesops
   * @param key the same for a second try of what a person does; empty: the edit itself tells
   */
  public record Terms(boolean creates, boolean mustBeNew, @Nullable RepId asRep, String key) {
    /** Of a system that reports what was done elsewhere. */
    public static final Terms REPORTED = reported("");

    /** Of a system that doesn't say when it was done, so that only the key tells a second try. */
    public static Terms reported(String key) {
      return new Terms(true, false, null, key);
    }

    public static Terms ofNew(@Nullable RepId asRep, String key) {
      return new Terms(true, true, asRep, key);
    }

    public static Terms ofKnown(@Nullable RepId asRep, String key) {
      return new Terms(false, false, asRep, key);
    }
  }

  /** The result of a request. */
  public sealed interface Outcome {
    /**
     * @param opened whether the deal is new
     */
    record Changed(Deal deal, boolean opened) implements Outcome {}

    /** Its values stand already, or the request was made before. */
    record Unchanged(Deal deal) implements Outcome {}

    /** Later changes have overtaken it: it is in the history only. */
    record Overtaken(Deal deal) implements Outcome {}

    record NotDone(Refused refused) implements Outcome {}
  }

  /** The deal of this id. */
  public Optional<Head<DealRecord>> find(DealId deal) {
    return store.find(DealRecord.key(deal), DealRecord.class);
  }

  /**
   * Applies an edit.
   *
   * @throws IllegalStateException when others kept writing first; worth another try later
   */
  public Outcome change(DealEdit edit, Terms terms, Settings settings) {
    return WorkLead.RETRY
        .untilAnswered(waiting, () -> once(edit, find(edit.dealId()), terms, settings))
        .orElseThrow(() -> new IllegalStateException("too many changes of one deal at once"));
  }

  /** Writes changes of different deals together; false when one of them must be looked at again. */
  boolean writeAll(List<Planned.Write> writes) {
    List<Head.Next<?>> heads = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Planned.Write write : writes) {
      heads.addAll(write.heads());
      steps.addAll(write.steps());
    }
    return store.write(heads, steps) == DynamoDealsStore.Written.STORED;
  }

  /** The deals of these ids that there are. */
  Map<DealId, Head<DealRecord>> findAll(Collection<DealId> deals) {
    Map<DealId, Head<DealRecord>> found = new HashMap<>();
    List<String> keys = deals.stream().distinct().map(DealRecord::key).toList();
    for (int at = 0; at < keys.size(); at += DynamoDealsStore.HEADS_MAX) {
      List<String> some = keys.subList(at, Math.min(keys.size(), at + DynamoDealsStore.HEADS_MAX));
      store.findAll(some, DealRecord.class).forEach(head -> found.put(head.state().dealId(), head));
    }
    return found;
  }

  /** The result of a change, before it is written. */
  sealed interface Planned {
    /** There is nothing to write. */
    record Settled(Outcome outcome) implements Planned {}

    /**
     * @param stored what it comes to when it is written
     * @param duplicate what it comes to when one of the steps is there already
     */
    record Write(List<Head.Next<?>> heads, List<Step> steps, Outcome stored, Outcome duplicate)
        implements Planned {
      public Write {
        heads = List.copyOf(heads);
        steps = List.copyOf(steps);
      }
    }
  }

  private Optional<Outcome> once(
      DealEdit asked, Optional<Head<DealRecord>> head, Terms terms, Settings settings) {
    return switch (plan(asked, head, terms, settings)) {
      case Planned.Settled(Outcome outcome) -> Optional.of(outcome);
      case Planned.Write write ->
          switch (store.write(write.heads(), write.steps())) {
            case STORED -> Optional.of(write.stored());
            case DUPLICATE -> Optional.of(write.duplicate());
            case MOVED -> Optional.empty();
          };
    };
  }

  /**
   * Plans a change of a deal.
   *
   * @param head the deal as it was read
   */
  Planned plan(DealEdit asked, Optional<Head<DealRecord>> head, Terms terms, Settings settings) {
    DealRecord before = head.map(Head::state).orElse(null);
    Optional<Outcome> settled = settled(before, asked, terms, settings);
    if (settled.isPresent()) {
      return new Planned.Settled(settled.get());
    }
    Map<DealField, Stamped> known = before == null ? Map.of() : before.fields();
    DealEdit edit =
        switch (asked.way()) {
          case CRM -> asked;
          case IMPORT -> asked.without(known);
          default -> asked.at(latest(known, asked));
        };
    Map<DealField, Stamped> fields = DealRecord.merged(known, edit);
    List<FieldChange> changes = DealEvents.changed(known, fields);
    Deal after;
    try {
      DealReading reading = new DealReading(fields, stages(before, edit), settings);
      // A change that later ones have overtaken may still move the day since which it is won.
      if (before != null
          && changes.isEmpty()
          && reading.deal(edit.dealId(), before.deal().version()).equals(before.deal())) {
        return nothingNew(head.orElseThrow(), edit, terms, fields);
      }
      after = reading.deal(edit.dealId(), before == null ? 1 : before.deal().version() + 1);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Planned.Settled(refused("invalid", String.valueOf(e.getMessage())));
    }
    if (!isReported(edit)) {
      Optional<Refused> refusal =
          new StageRules(settings).check(before == null ? null : before.deal(), after, edit.by());
      if (refusal.isPresent()) {
        return new Planned.Settled(new Outcome.NotDone(refusal.get()));
      }
    }
    return write(head.orElse(null), edit, terms, fields, changes, after, settings);
  }

  private static boolean isReported(DealEdit edit) {
    return edit.way() == Way.CRM || edit.way() == Way.IMPORT;
  }

  /** A person's change counts, even if another system's clock is ahead of ours. */
  private Instant latest(Map<DealField, Stamped> known, DealEdit edit) {
    return edit.fields().keySet().stream()
        .flatMap(field -> Optional.ofNullable(known.get(field)).stream())
        .map(stamped -> stamped.at().plusMillis(1))
        .reduce(edit.at(), (a, b) -> a.isAfter(b) ? a : b);
  }

  private Optional<Outcome> settled(
      @Nullable DealRecord before, DealEdit edit, Terms terms, Settings settings) {
    if (before == null) {
      return terms.creates()
          ? Optional.empty()
          : Optional.of(refused("unknownDeal", "There is no deal " + edit.dealId() + "."));
    }
    if (!terms.key().isEmpty() && before.isDone(terms.key())) {
      return Optional.of(new Outcome.Unchanged(before.deal()));
    }
    if (terms.mustBeNew()) {
      return Optional.of(refused("exists", "There is a deal " + edit.dealId() + " already."));
    }
    RepId asRep = terms.asRep();
    return asRep == null || mayAct(before.deal(), asRep, settings)
        ? Optional.empty()
        : Optional.of(
            refused("notOwner", "You don't own this deal anymore, so nothing was changed."));
  }

  private static boolean mayAct(Deal deal, RepId who, Settings settings) {
    RepId owner = deal.owner();
    return owner != null && settings.mayActFor(owner, who);
  }

  /** Keeps a change that changes nothing in the history, unless it is there. */
  private Planned nothingNew(
      Head<DealRecord> head, DealEdit edit, Terms terms, Map<DealField, Stamped> fields) {
    DealRecord before = head.state();
    Outcome unchanged = new Outcome.Unchanged(before.deal());
    if (edit.way() != Way.CRM) {
      return new Planned.Settled(unchanged);
    }
    // The values stand, but when they were set decides about changes that are still under way.
    DealRecord after =
        new DealRecord(
            edit.dealId(),
            fields,
            stages(before, edit),
            before.deal(),
            done(before, terms),
            before.notes());
    boolean overtaken = fields.equals(before.fields());
    List<Head.Next<?>> next = after.equals(before) ? List.of() : List.of(head.next(after));
    return new Planned.Write(
        next,
        List.of(step(edit, List.of(), id(edit, terms))),
        overtaken ? new Outcome.Overtaken(before.deal()) : unchanged,
        unchanged);
  }

  private static List<Stamped> stages(@Nullable DealRecord before, DealEdit edit) {
    return DealRecord.stages(before == null ? List.of() : before.stages(), edit);
  }

  private Planned write(
      @Nullable Head<DealRecord> head,
      DealEdit edit,
      Terms terms,
      Map<DealField, Stamped> fields,
      List<FieldChange> changes,
      Deal after,
      Settings settings) {
    DealRecord before = head == null ? null : head.state();
    Instant now = workLead.now();
    Change change = new Change(edit.at(), now, edit.way(), edit.by(), changes);
    Deal was = before == null ? null : before.deal();
    List<Event> events = DealEvents.of(was, after, change, settings.deals());
    DealRecord record =
        new DealRecord(
            edit.dealId(),
            fields,
            stages(before, edit),
            after,
            done(before, terms),
            before == null ? Map.of() : before.notes());
    List<Head.Next<?>> heads = new ArrayList<>();
    heads.add(head == null ? Head.Next.first(record) : head.next(record));
    switch (new CreditNotes(store).of(was, after)) {
      case CreditNotes.Noted.Unrelated _ -> {}
      case CreditNotes.Noted.Kept(Head.Next<DealRecord> of) -> heads.add(of);
      case CreditNotes.Noted.Refusal(Refused refused) -> {
        return new Planned.Settled(new Outcome.NotDone(refused));
      }
    }
    List<Step> steps = new ArrayList<>();
    steps.add(step(edit, envelopes(events, now), id(edit, terms)));
    Optional<Outcome> refusal = moveLead(was, after, edit, terms, settings, heads, steps);
    return refusal.isPresent()
        ? new Planned.Settled(refusal.get())
        : new Planned.Write(
            heads,
            steps,
            new Outcome.Changed(after, before == null),
            // The same request, by a call whose answer was lost.
            new Outcome.Unchanged(was == null ? after : was));
  }

  /** Moves the deal's lead along in the same transaction. */
  private Optional<Outcome> moveLead(
      @Nullable Deal was,
      Deal after,
      DealEdit edit,
      Terms terms,
      Settings settings,
      List<Head.Next<?>> heads,
      List<Step> steps) {
    LeadId lead = after.leadId();
    Optional<LeadAct> act = lead == null ? Optional.empty() : act(was, after, edit, terms);
    if (lead == null || act.isEmpty()) {
      return Optional.empty();
    }
    Optional<Head<LeadWork>> work = workLead.find(lead);
    Instant now = workLead.now();
    LeadRules.Result result =
        new LeadRules(settings, now).apply(work.map(Head::state).orElse(null), act.get());
    switch (result) {
      case LeadRules.Result.Changed changed -> {
        heads.add(WorkLead.next(work.orElse(null), changed));
        steps.addAll(WorkLead.steps(changed, null, now));
      }
      case LeadRules.Result.Unchanged _ -> {}
      case LeadRules.Result.Refused(String code, String message) -> {
        // A report is of what was done, whatever is known of the lead here.
        if (!isReported(edit)) {
          return Optional.of(refused(code, message));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LeadAct> act(@Nullable Deal was, Deal after, DealEdit edit, Terms terms) {
    if (was == null || !Objects.equals(after.leadId(), was.leadId())) {
      return Optional.of(
          new LeadAct.DealOpened(
              new LeadAct.Author(edit.way(), edit.by(), terms.asRep(), id(edit, terms)),
              after.dealId()));
    }
    if (was.state() == after.state()) {
      return Optional.empty();
    }
    return Optional.of(
        after.state() == State.LOST
            ? new LeadAct.DealLost(after.dealId(), after.reason())
            : new LeadAct.DealRevived(after.dealId()));
  }

  private static List<String> done(@Nullable DealRecord before, Terms terms) {
    List<String> done = before == null ? List.of() : before.done();
    return terms.key().isEmpty() ? done : DealRecord.with(done, terms.key());
  }

  /** The same for a second try. */
  private static String id(DealEdit edit, Terms terms) {
    return terms.key().isEmpty() ? edit.id() : terms.key();
  }

  private static Step step(DealEdit edit, List<Envelope<?>> events, String id) {
    return new Step(
        DealRecord.key(edit.dealId()),
        edit.at(),
        id,
        events,
        SdkBytes.fromByteArrayUnsafe(Packed.pack(edit)));
  }

  private static List<Envelope<?>> envelopes(List<Event> events, Instant now) {
    return events.stream().<Envelope<?>>map(event -> Envelope.of(event, null, now)).toList();
  }

  private static Outcome refused(String code, String message) {
    return new Outcome.NotDone(new Refused(code, message));
  }
}
