package salesops.events;

import java.util.stream.Stream;
import salesops.model.Digests;

/** Something that happened, told once by the function that decided it. */
public sealed interface Event
    permits LeadSubmitted,
        LeadQuarantined,
        LeadScored,
        LeadAssigned,
        LeadUnassigned,
        LeadReturned,
        LeadClosed,
        LeadContacted,
        LeadQualified,
        LeadDisqualified,
        ResponseOverdue,
        NurtureDue,
        ActivityLogged,
        DealOpened,
        DealChanged,
        DealWon,
        DealLost,
        DealReopened,
        QuotaEvent,
        SettingsApplied {

  /** What it happened to, such as a lead's id or {@code settings}. Also the correlation id. */
  String aggregate();

  /** Counts what happened to the aggregate in the producer's eyes; part of the event's id. */
  int version();

  /** The detail type on the bus: the simple name of the record. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** The same event has the same id however often it is published. */
  default String eventId() {
    return Digests.of(aggregate(), Integer.toString(version()), type());
  }

  /** The record of a detail type. */
  static Class<? extends Event> classOf(String type) {
    return classes(Event.class)
        .filter(kind -> kind.getSimpleName().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown event type"));
  }

  /** The records of all detail types. */
  static Stream<Class<? extends Event>> classes() {
    return classes(Event.class);
  }

  private static Stream<Class<? extends Event>> classes(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(Event::classes)
        : Stream.of(kind.asSubclass(Event.class));
  }
}
