package salesops.replay.input;

import java.util.List;
import salesops.model.Lead;
import salesops.replay.input.LeadFile.BadRow;

/**
 * Leads to replay, in the order of their submission.
 *
 * @param source where they come from, as people read it
 * @param duplicates rows that were the same submission as an earlier one
 * @param bad rows that are no lead
 */
public record LeadInput(String source, List<Lead> leads, int duplicates, List<BadRow> bad) {
  public LeadInput {
    leads = List.copyOf(leads);
    bad = List.copyOf(bad);
  }
}
