package salesops.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** Exceptions to cdk-nag's rules, each with its reason where it is made. */
final class Nag {
  private Nag() {}

  /** Accepts what a rule complains about, on this construct alone. */
  static void accept(IConstruct on, String rule, String reason) {
    NagSuppressions.addResourceSuppressions(
        on, List.of(NagPackSuppression.builder().id(rule).reason(reason).build()), false);
  }

  /** Accepts these findings of a rule, such as {@code Resource::*}, below this construct. */
  static void acceptBelow(IConstruct on, String rule, List<Object> findings, String reason) {
    NagSuppressions.addResourceSuppressions(
        on,
        List.of(NagPackSuppression.builder().id(rule).reason(reason).appliesTo(findings).build()),
        true);
  }
}
