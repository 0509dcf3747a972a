package salesops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The detail of an event on the bus. */
public record Envelope<T extends Event>(Meta meta, T data) {

  /**
   * @param correlationId the aggregate's id: the same along the whole path of a lead
   * @param causationId id of the event that led to this one; absent at the start of a path
   * @param schemaVersion version of the data's schema; a reader ignores fields it does not know
   */
  public record Meta(
      String eventId,
      String correlationId,
      @Nullable String causationId,
      int schemaVersion,
      Instant occurredAt) {}

  /** Schema version of every event so far. */
  public static final int SCHEMA_VERSION = 1;

  /** An event with its id derived. */
  public static <T extends Event> Envelope<T> of(
      T event, @Nullable String causationId, Instant occurredAt) {
    return new Envelope<>(
        new Meta(event.eventId(), event.aggregate(), causationId, SCHEMA_VERSION, occurredAt),
        event);
  }
}
