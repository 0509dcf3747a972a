package salesops.routing;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.Deed;
import salesops.routing.RoutingAnswer.CapacityRaisedForLead;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;

/**
 * A rep may have more open leads for a while, so that a lead finds room; kept with the lead, so
 * that one link raises once.
 *
 * @param via the link by which it is raised
 */
record RaiseCapacity(RepId rep, Raise raise, String via) implements ChangeLead.Operation {
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  @Override
  public Step on(Situation now) {
    Optional<Deed> followed = now.record().deed(Deed.What.CAPACITY_RAISED, via);
    if (followed.isPresent()) {
      return new Step.Say(new CapacityRaisedForLead(followed.get().rep(), followed.get().reason()));
    }
    Optional<Answer> refusal = refusal(now.rulebook(), rep, raise).or(() -> notAbove(now));
    if (refusal.isPresent()) {
      return new Step.Say(refusal.get());
    }
    Raise longer = raise.noShorterThan(now.book().row(rep).raise());
    String done = raised(now, longer);
    return new Step.Write(amendment(now, longer, done), new CapacityRaisedForLead(rep, done));
  }

  /** A link is for more room: it does not take back what somebody else gave. */
  private Optional<Answer> notAbove(Situation now) {
    return inForce(now)
        .filter(most -> raise.capacity() <= most)
        .map(
            most ->
                new Refused(
                    "invalid", rep + " may have " + most + " open leads already: give more"));
  }

  private Optional<Integer> inForce(Situation now) {
    return now.book().capacity(rep, now.rulebook().capacity(rep), now.now());
  }

  /** Why this rep's capacity can't be raised so; empty: it can. */
  static Optional<Answer> refusal(Rulebook rulebook, RepId rep, Raise raise) {
    @Nullable Integer usual = rulebook.capacity(rep).orElse(null);
    if (rulebook.rep(rep).isEmpty()) {
      return Optional.of(new Refused("unknownRep", "the settings name no such rep"));
    }
    if (usual == null) {
      return Optional.of(new Refused("noLimit", rep + " has no capacity that could be full"));
    }
    return raise.capacity() > usual
        ? Optional.empty()
        : Optional.of(
            new Refused("invalid", "capacity is not above the settings' " + usual + " open leads"));
  }

  private String raised(Situation now, Raise longer) {
    return inForce(now).map(most -> most + " → ").orElse("")
        + longer.capacity()
        + " open leads until "
        + UNTIL.format(longer.until().atZone(now.rulebook().settings().company().zoneId()));
  }

  private Amendment amendment(Situation now, Raise longer, String done) {
    now.book().raised(rep, longer);
    LeadRecord record = now.record();
    Deed deed =
        new Deed(
            now.now(),
            Deed.What.CAPACITY_RAISED,
            rep,
            record.assignmentSeq(),
            done,
            longer.by(),
            via);
    return new Amendment(record.with(deed), null, null, now.book().changes(), null);
  }
}
