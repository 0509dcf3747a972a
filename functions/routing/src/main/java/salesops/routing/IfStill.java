package salesops.routing;

import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.runtime.operations.Refused;

/**
 * An operation that somebody decided on while looking at a lead: not done when the lead has got
 * another owner or state meanwhile, which the person could not know.
 *
 * @param seen what {@link #mark} said of the lead then
 */
record IfStill(String seen, ChangeLead.Operation operation) implements ChangeLead.Operation {
  static final String MOVED = "moved";

  static String mark(LeadRecord record) {
    return record.state() + "-" + record.assignmentSeq();
  }

  @Override
  public Step on(Situation situation) {
    return mark(situation.record()).equals(seen)
        ? operation.on(situation)
        : new Step.Say(new Refused(MOVED, "Something happened to this lead meanwhile."));
  }
}
