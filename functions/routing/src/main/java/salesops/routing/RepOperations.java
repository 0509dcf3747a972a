package salesops.routing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.routing.RoutingAnswer.CapacityRaised;
import salesops.routing.RoutingAnswer.RepIsAway;
import salesops.routing.RoutingAnswer.RepIsBack;
import salesops.routing.RoutingOperation.MarkAway;
import salesops.routing.RoutingOperation.MarkBack;
import salesops.routing.RoutingOperation.RaiseRep;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;

/** What people say of a rep today: away, back, room for more. */
final class RepOperations {
  private final Parts parts;
  private final RetryHeldLeads retryHeldLeads;

  RepOperations(Parts parts, RetryHeldLeads retryHeldLeads) {
    this.parts = parts;
    this.retryHeldLeads = retryHeldLeads;
  }

  Answer away(MarkAway asked) {
    return onRep(
        asked.rep(),
        rep -> {
          Instant until = future(asked.until(), rep);
          parts.store().markAway(rep.id(), until);
          return new RepIsAway(rep.id(), until);
        });
  }

  Answer back(MarkBack asked) {
    return onRep(
        asked.rep(),
        rep -> {
          parts.store().markAway(rep.id(), null);
          return new RepIsBack(rep.id(), retryHeldLeads.run().assigned());
        });
  }

  Answer raiseCapacity(RaiseRep asked) {
    return onRep(
        asked.rep(),
        rep -> {
          Instant now = parts.clock().instant();
          Instant until = asked.until() == null ? Raise.usualEnd(now) : future(asked.until(), rep);
          if (until.isAfter(now.plus(Raise.LONGEST))) {
            throw RefusedException.invalid(
                "until must be at most %d days ahead: %s. Lasting capacity belongs in the settings"
                    .formatted(Raise.LONGEST.toDays(), asked.until()));
          }
          Raise raise = new Raise(asked.capacity(), until, asked.by());
          return RaiseCapacity.refusal(parts.rulebooks().current(), rep.id(), raise)
              .orElseGet(() -> raise(rep.id(), raise));
        });
  }

  private Answer raise(RepId rep, Raise raise) {
    parts.store().raise(rep, raise);
    return new CapacityRaised(
        rep, raise.capacity(), raise.until(), retryHeldLeads.run().assigned());
  }

  private Instant future(String text, Rep rep) {
    Instant until = moment(text, rep.zoneId());
    if (!until.isAfter(parts.clock().instant())) {
      throw RefusedException.invalid("until is in the past: " + text);
    }
    return until;
  }

  /** An instant with offset, or the start of a day in this zone. */
  private static Instant moment(String text, ZoneId zone) {
    try {
      return text.length() == "2026-11-09".length()
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw RefusedException.invalid(
          "until must be an ISO 8601 date, or date-time with a zone: " + text);
    }
  }

  private Answer onRep(RepId id, Function<Rep, Answer> operation) {
    Optional<Rep> rep = parts.rulebooks().current().rep(id);
    return rep.isPresent()
        ? operation.apply(rep.get())
        : new Refused("unknownRep", "the settings name no such rep: " + id);
  }
}
