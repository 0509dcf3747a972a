package salesops.routing;

import static salesops.routing.Items.number;
import static salesops.routing.Items.string;
import static salesops.routing.Items.text;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.routing.LeadRecord.Deed;
import salesops.routing.LeadRecord.Kept;
import salesops.routing.LeadRecord.Past;
import salesops.routing.LeadRecord.Place;
import salesops.routing.LeadRecord.State;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Leads' records as items, and how those that are held lie in their index. */
final class LeadItems {
  /** Partition of the index of held leads, in which all of them lie. */
  static final String HELD = "held";

  /** Sort key of that index: epoch second. */
  static final String DUE_AT = "dueAt";

  static final String LEAD = "l";
  static final String STATE = "s";
  static final String OWNER = "o";
  static final String SINCE = "t";
  static final String ASSIGNMENT_SEQ = "q";
  static final String HOLD_SEQ = "h";
  static final String SCORE_VERSION = "w";
  static final String COUNTED_DAY = "c";
  static final String HISTORY = "y";
  static final String KEPT = "d";
  static final String NEXT_KEY = "a";

  private LeadItems() {}

  static String personKey(PersonKey person) {
    return "p#" + person.value();
  }

  static Map<String, AttributeValue> key(Place place) {
    return Items.key(personKey(place.person()), place.number());
  }

  static Place place(Map<String, AttributeValue> item) {
    return new Place(
        new PersonKey(string(item, Items.PK).substring("p#".length())), number(item, Items.SK, 0));
  }

  private record History(List<Past> past, List<Deed> deeds) {
    static final History NONE = new History(List.of(), List.of());

    History {
      // Absent in what was written before deeds were kept.
      deeds = Objects.requireNonNullElse(deeds, List.of());
    }
  }

  static Map<String, AttributeValue> of(LeadRecord record) {
    Map<String, AttributeValue> item = new HashMap<>(key(record.place()));
    String lead = record.leadId().value();
    item.put(LEAD, text(leadAt(record.place(), lead)));
    item.put(STATE, text(record.state().name().substring(0, 1)));
    if (record.owner() != null) {
      item.put(OWNER, text(record.owner().email()));
    }
    item.put(SINCE, number(record.since().getEpochSecond()));
    putUnless(1, item, Items.VERSION, record.version() + 1);
    putUnless(1, item, ASSIGNMENT_SEQ, record.assignmentSeq());
    putUnless(0, item, HOLD_SEQ, record.holdSeq());
    putUnless(1, item, SCORE_VERSION, record.scoreVersion());
    if (record.countedDay() != null) {
      item.put(COUNTED_DAY, number(record.countedDay()));
    }
    if (record.dueAt() != null) {
      item.put(HELD, text(HELD));
      item.put(DUE_AT, number(record.dueAt().getEpochSecond()));
    }
    if (!record.past().isEmpty() || !record.deeds().isEmpty()) {
      item.put(HISTORY, packed(new History(record.past(), record.deeds())));
    }
    if (!record.told().isEmpty()) {
      item.put(Outbox.ATTRIBUTE, Outbox.of(record.told()));
    }
    if (record.kept() != null) {
      item.put(KEPT, packed(record.kept()));
    }
    return item;
  }

  /** A lead's id starts with the key it mostly lies under: only the rest is stored. */
  private static String leadAt(Place place, String lead) {
    String person = place.person().value();
    return lead.startsWith(person) ? lead.substring(person.length()) : lead;
  }

  private static LeadId leadId(Map<String, AttributeValue> item) {
    String stored = string(item, LEAD);
    return new LeadId(
        stored.length() == LeadId.LENGTH ? stored : place(item).person().value() + stored);
  }

  static LeadRecord record(Map<String, AttributeValue> item) {
    AttributeValue outbox = item.get(Outbox.ATTRIBUTE);
    AttributeValue kept = item.get(KEPT);
    AttributeValue packed = item.get(HISTORY);
    History history =
        packed == null
            ? History.NONE
            : Packed.unpack(packed.b().asByteArrayUnsafe(), History.class);
    LeadRecord.Summary summary = summary(item);
    return new LeadRecord(
        summary.place(),
        number(item, Items.VERSION, 1),
        summary.leadId(),
        summary.state(),
        summary.owner(),
        summary.since(),
        (int) number(item, ASSIGNMENT_SEQ, 1),
        (int) number(item, HOLD_SEQ, 0),
        summary.scoreVersion(),
        item.containsKey(COUNTED_DAY) ? (Long) number(item, COUNTED_DAY, 0) : null,
        item.containsKey(DUE_AT) ? Instant.ofEpochSecond(number(item, DUE_AT, 0)) : null,
        history.past(),
        history.deeds(),
        outbox == null ? List.of() : Outbox.readAll(outbox),
        kept == null ? null : Packed.unpack(kept.b().asByteArrayUnsafe(), Kept.class));
  }

  /** Whether the item is a lead record: not a pointer or claim. */
  static boolean isRecord(Map<String, AttributeValue> item) {
    return item.containsKey(STATE);
  }

  static LeadRecord.Summary summary(Map<String, AttributeValue> item) {
    return new LeadRecord.Summary(
        place(item),
        leadId(item),
        state(string(item, STATE)),
        Items.rep(item, OWNER),
        Instant.ofEpochSecond(number(item, SINCE, 0)),
        (int) number(item, SCORE_VERSION, 1));
  }

  private static State state(String letter) {
    for (State state : State.values()) {
      if (state.name().startsWith(letter)) {
        return state;
      }
    }
    throw new IllegalStateException("no such state of a lead: " + letter);
  }

  static Map<String, AttributeValue> pointer(Person.Pointer pointer) {
    Map<String, AttributeValue> item = new HashMap<>(key(pointer.place()));
    item.put(NEXT_KEY, text(pointer.root().value()));
    return item;
  }

  private static AttributeValue packed(Object value) {
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(Packed.pack(value)));
  }

  private static void putUnless(
      long usual, Map<String, AttributeValue> item, String name, long value) {
    if (value != usual) {
      item.put(name, number(value));
    }
  }
}
