package salesops.routing;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import salesops.model.RepId;
import salesops.model.settings.Limits;
import salesops.model.settings.Rep;

/** What people say of a rep today: away, back, room for more. */
final class RepOperations {
  private final Parts parts;
  private final RetryHeldLeads retryHeldLeads;

  RepOperations(Parts parts, RetryHeldLeads retryHeldLeads) {
    this.parts = parts;
    this.retryHeldLeads = retryHeldLeads;
  }

  Answer away(Arguments given) {
    return onRep(
        given,
        rep -> {
          Instant until = future(given, rep);
          parts.store().markAway(rep.id(), until);
          return Answer.ok("rep", rep.id().email(), "until", until.toString());
        });
  }

  Answer back(Arguments given) {
    return onRep(
        given,
        rep -> {
          parts.store().markAway(rep.id(), null);
          return Answer.ok("rep", rep.id().email(), "assigned", retryHeldLeads.run().assigned());
        });
  }

  Answer raiseCapacity(Arguments given) {
    int capacity = given.number("capacity", 0, Limits.CAPACITY_MAX);
    return onRep(
        given,
        rep -> {
          Instant now = parts.clock().instant();
          Instant until = given.has("until") ? future(given, rep) : Raise.usualEnd(now);
          if (until.isAfter(now.plus(Raise.LONGEST))) {
            throw new Arguments.InvalidException(
                "until is more than "
                    + Raise.LONGEST.toDays()
                    + " days ahead: lasting capacity belongs in the settings");
          }
          Raise raise = new Raise(capacity, until, given.by());
          return RaiseCapacity.refusal(parts.rulebooks().current(), rep.id(), raise)
              .orElseGet(() -> raise(rep.id(), raise));
        });
  }

  private Answer raise(RepId rep, Raise raise) {
    parts.store().raise(rep, raise);
    return Answer.ok(
        "rep",
        rep.email(),
        "capacity",
        raise.capacity(),
        "until",
        raise.until().toString(),
        "assigned",
        retryHeldLeads.run().assigned());
  }

  private Instant future(Arguments given, Rep rep) {
    Instant until = Arguments.moment(given.text("until"), rep.zoneId());
    if (!until.isAfter(parts.clock().instant())) {
      throw new Arguments.InvalidException("until is over already");
    }
    return until;
  }

  private Answer onRep(Arguments given, Function<Rep, Answer> operation) {
    RepId id = given.requiredRep("rep");
    Optional<Rep> rep = parts.rulebooks().current().rep(id);
    return rep.isPresent()
        ? operation.apply(rep.get())
        : new Answer.Refused("unknownRep", "the settings name no such rep");
  }
}
