package salesops.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lead that a rep works on, as far as readers of its events must show it.
 *
 * @param step counts what happened to the lead since it first had an owner
 * @param rep its owner then
 * @param assignmentSeq the assignment under which it happened
 * @param summary who the lead is, in a line for people: name, company, else the email address
 * @param company its name; may be empty
 * @param externalId its id in another system; absent: none
 */
public record Worked(
    LeadId leadId,
    int step,
    RepId rep,
    int assignmentSeq,
    Grade grade,
    String summary,
    String company,
    @Nullable String externalId) {
  public Worked {
    summary = Objects.requireNonNullElse(summary, "");
    company = Objects.requireNonNullElse(company, "");
  }
}
