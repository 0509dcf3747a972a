package salesops.model.deal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One change of a deal: who, when, by which way, from what to what.
 *
 * @param at when it happened where it was made; of two changes of a field the later one counts
 * @param recordedAt when Salesops stored it
 * @param by an email address, a program's name or an AWS principal
 * @param fields empty: nothing that later changes had not overtaken already
 */
public record Change(Instant at, Instant recordedAt, Way way, String by, List<FieldChange> fields) {
  public Change {
    fields = List.copyOf(fields);
  }

  /**
   * @param field such as {@code amount}
   * @param from the value before, as text; empty: none
   * @param to the value after, as text; empty: none
   */
  public record FieldChange(String field, String from, String to) {
    public FieldChange {
      from = Objects.requireNonNullElse(from, "");
      to = Objects.requireNonNullElse(to, "");
    }
  }
}
