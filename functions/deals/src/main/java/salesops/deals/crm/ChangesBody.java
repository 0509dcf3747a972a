package salesops.deals.crm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.model.settings.Criteria;
import salesops.runtime.Json;
import salesops.runtime.http.FieldError;
import salesops.runtime.http.Problem;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the changes of a request.
 *
 * @param sentAt when the request was signed
 */
public record ChangesBody(Instant sentAt) {
  /** Largest body: a hundred changes with every field at its usual length fit twice. */
  public static final int BYTES_MAX = 256 * 1024;

  /** Most changes of a request: each is a transaction of its own, one after the other. */
  public static final int CHANGES_MAX = 100;

  /** Longest value: twenty credits with the longest email addresses fit. */
  static final int VALUE_CHARS_MAX = 8_000;

  /** How far ahead of the request the time of a change may be: clocks differ. */
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private static final String CHANGES = "changes";
  private static final String DEAL = "deal";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final String FIELDS = "fields";
  private static final String DELETED = "deleted";
  private static final String MERGED_INTO = "mergedInto";

  /** The CRM's id of the event is taken and ignored: it may be the same for several changes. */
  private static final List<String> MEMBERS =
      List.of(DEAL, AT, BY, FIELDS, DELETED, MERGED_INTO, "eventId");

  /** Who made a change, where the CRM doesn't say. */
  private static final String CRM = "CRM";

  /** Numbers as they are written: an amount must not lose its pennies. */
  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** What a body turns out to be. */
  public sealed interface Reading {
    /**
     * @param all in the order of the request
     */
    record Changes(List<ReportedChange> all) implements Reading {
      public Changes {
        all = List.copyOf(all);
      }
    }

    record Refused(Problem problem) implements Reading {}
  }

  /** Reads a body, which may be anything. */
  public Reading read(byte[] json) {
    JsonNode body;
    try {
      body = READER.readTree(json);
    } catch (StreamConstraintsException | NumberFormatException e) {
      // The parser's own exception, or that of an exponent which no number of Java can have.
      return new Reading.Refused(Problem.tooDeep());
    } catch (JacksonException e) {
      return new Reading.Refused(Problem.malformed("The body is not JSON."));
    }
    if (!body.isObject()) {
      return new Reading.Refused(Problem.malformed("The body must be one JSON object."));
    }
    List<FieldError> errors = errors(body);
    return errors.isEmpty()
        ? new Reading.Changes(changes(body.path(CHANGES)))
        : new Reading.Refused(
            new Problem(422, "invalid_changes", "The list of changes can't be read.", errors));
  }

  private static List<FieldError> errors(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    for (String name : body.propertyNames()) {
      if (!name.equals(CHANGES)) {
        errors.add(new FieldError(name, "unknown_field", "isn't taken here"));
      }
    }
    JsonNode changes = body.path(CHANGES);
    if (changes.isMissingNode() || changes.isNull()) {
      errors.add(FieldError.required(CHANGES));
    } else if (!changes.isArray()) {
      errors.add(new FieldError(CHANGES, "not_a_list", "must be a list"));
    } else if (changes.isEmpty()) {
      errors.add(new FieldError(CHANGES, "too_few", "must have at least one change"));
    } else if (changes.size() > CHANGES_MAX) {
      errors.add(
          new FieldError(
              CHANGES,
              "too_many",
              "must have at most %d changes: it has %d".formatted(CHANGES_MAX, changes.size())));
    }
    return errors;
  }

  private List<ReportedChange> changes(JsonNode list) {
    List<ReportedChange> changes = new ArrayList<>();
    for (JsonNode change : list) {
      // Those of one second are in the order of the request.
      Instant at = sentAt.plusMillis(changes.size());
      try {
        changes.add(readable(change, at));
      } catch (RefusedException e) {
        String deal = wellFormed(change.path(DEAL).asString(""));
        changes.add(
            new ReportedChange.Unreadable(
                Criteria.cut(deal, DealId.LENGTH_MAX), String.valueOf(e.getMessage())));
      }
    }
    return changes;
  }

  private ReportedChange readable(JsonNode change, Instant undatedAt) {
    if (!change.isObject()) {
      throw RefusedException.invalid("A change must be a JSON object.");
    }
    for (String name : change.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw RefusedException.invalid(
            "“%s” isn't part of a change. Use: %s"
                .formatted(Criteria.cut(name), String.join(", ", MEMBERS)));
      }
    }
    DealId deal = dealId(DEAL, Given.text(DEAL, text(DEAL, change.path(DEAL))));
    String at = text(AT, change.path(AT));
    String by = text(BY, change.path(BY));
    Map<DealField, String> fields = fields(change.path(FIELDS));
    removed(change, deal, fields);
    if (fields.isEmpty()) {
      throw RefusedException.invalid("Say what changed: fields, deleted or mergedInto.");
    }
    return new ReportedChange.Understood(
        new DealEdit(
            deal,
            at.isEmpty() ? undatedAt : time(at),
            Way.CRM,
            by.isBlank() ? CRM : Given.by(by),
            fields),
        !at.isEmpty());
  }

  private Instant time(String text) {
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw RefusedException.invalid(
          "at must be an ISO 8601 date-time with a zone, such as 2026-11-03T14:00:00Z: “%s”"
              .formatted(Criteria.cut(text)));
    }
    if (time.isBefore(Instant.EPOCH)) {
      throw RefusedException.invalid("at must be in 1970 or later: “%s”".formatted(text));
    }
    // It would win over everything until then.
    if (time.isAfter(sentAt.plus(AHEAD_MAX))) {
      throw RefusedException.invalid("at is in the future: “%s”".formatted(text));
    }
    return time;
  }

  private static Map<DealField, String> fields(JsonNode fields) {
    if (fields.isMissingNode() || fields.isNull()) {
      return DealField.read(Map.of());
    }
    if (!fields.isObject()) {
      throw RefusedException.invalid("fields must be a JSON object.");
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      given.put(field.getKey(), text(Criteria.cut(field.getKey()), field.getValue()));
    }
    if (given.containsKey(DealField.REMOVED.jsonName())) {
      throw RefusedException.invalid("Use deleted or mergedInto to remove a deal.");
    }
    return DealField.read(given);
  }

  private static void removed(JsonNode change, DealId deal, Map<DealField, String> fields) {
    JsonNode deleted = change.path(DELETED);
    if (deleted.isBoolean()) {
      fields.put(DealField.REMOVED, deleted.booleanValue() ? DELETED : "");
    } else if (!deleted.isMissingNode() && !deleted.isNull()) {
      throw RefusedException.invalid("deleted must be true or false.");
    }
    String into = text(MERGED_INTO, change.path(MERGED_INTO));
    if (!into.isEmpty()) {
      DealId other = dealId(MERGED_INTO, into);
      if (other.equals(deal)) {
        throw RefusedException.invalid("A deal can't be merged into itself.");
      }
      fields.put(DealField.REMOVED, "merged into " + other);
    }
  }

  private static DealId dealId(String name, String text) {
    try {
      return new DealId(text.strip());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(
          "%s must be 1 to %d visible ASCII characters without #: “%s”"
              .formatted(name, DealId.LENGTH_MAX, Criteria.cut(text)));
    }
  }

  /** A value as text; empty when there is none. */
  private static String text(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isValueNode()) {
      throw RefusedException.invalid(name + " must be text, a number, true or false.");
    }
    String text = value.asString();
    if (text.length() > VALUE_CHARS_MAX) {
      throw RefusedException.invalid(
          name + " must have at most " + VALUE_CHARS_MAX + " characters.");
    }
    return wellFormed(text);
  }

  /** With a question mark for each half of a surrogate pair, which could be stored nowhere. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
