package salesops.deals.deal;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.Head;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.runtime.operations.Refused;

/**
 * Credit notes: deals of a negative amount, each of which takes back part of a won deal. All notes
 * of a deal together take back no more than its amount, so each note is recorded with the deal that
 * it is for, in the same transaction.
 */
record CreditNotes(DynamoDealsStore store) {
  /** What a deal means for the one whose amount it takes back. */
  sealed interface Noted {
    /** Nothing. */
    record Unrelated() implements Noted {}

    /**
     * @param of the deal with its notes
     */
    record Kept(Head.Next<DealRecord> of) implements Noted {}

    record Refusal(Refused refused) implements Noted {}
  }

  /**
   * @param before absent: the deal is opened
   */
  Noted of(@Nullable Deal before, Deal after) {
    DealId of = after.creditNoteOf();
    long minor = after.amount().minor();
    if (before != null
        && before.creditNoteOf() != null
        && !Objects.equals(before.creditNoteOf(), of)) {
      return refusal(
          "creditNoteOf must stay %s; remove this note and make another"
              .formatted(before.creditNoteOf()));
    }
    if (of == null) {
      return minor < 0
          ? refusal(
              "amount must not be below 0 unless creditNoteOf names the won deal it takes back")
          : new Noted.Unrelated();
    }
    if (minor >= 0) {
      return refusal("amount of a credit note must be below 0: " + after.amount().decimal());
    }
    return linked(after, of);
  }

  private Noted linked(Deal note, DealId of) {
    Optional<Head<DealRecord>> head = store.find(DealRecord.key(of), DealRecord.class);
    if (head.isEmpty() || head.get().state().deal().state() != State.WON) {
      return refusal("creditNoteOf must be a won deal: " + of);
    }
    DealRecord record = head.get().state();
    Money amount = record.deal().amount();
    if (!amount.currency().equals(note.amount().currency())) {
      return refusal("currency must be that of deal " + of + ": " + amount.currency());
    }
    Map<String, Long> notes = new TreeMap<>(record.notes());
    notes.remove(note.dealId().value());
    long left = amount.minor() + notes.values().stream().mapToLong(Long::longValue).sum();
    if (note.state() == State.LOST || note.state() == State.REMOVED) {
      return kept(head.get(), notes);
    }
    if (-note.amount().minor() > left) {
      return refusal(
          "amount must be at most what is left of deal %s, %s"
              .formatted(of, new Money(left, amount.currency()).decimal()));
    }
    notes.put(note.dealId().value(), note.amount().minor());
    return kept(head.get(), notes);
  }

  private static Noted kept(Head<DealRecord> head, Map<String, Long> notes) {
    return notes.equals(head.state().notes())
        ? new Noted.Unrelated()
        : new Noted.Kept(head.next(head.state().noted(notes)));
  }

  private static Noted refusal(String message) {
    return new Noted.Refusal(new Refused("invalid", message));
  }
}
