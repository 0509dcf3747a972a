package salesops.deals.crm;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import salesops.deals.crm.ChangeResult.Outcome;
import salesops.deals.deal.ChangeDeal;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.deal.ChangeDeals;
import salesops.deals.deal.ChangeDeals.Asked;
import salesops.deals.deal.DealEdit;
import salesops.model.Digests;
import salesops.model.deal.Deal;
import salesops.model.settings.Settings;
import salesops.runtime.operations.Refused;

/** Applies what a CRM reports, in its order. */
public final class ReportChanges {
  private final ChangeDeals changeDeals;

  public ReportChanges(ChangeDeal changeDeal) {
    this.changeDeals = new ChangeDeals(changeDeal);
  }

  /**
   * Applies changes.
   *
   * @param key the same for a second try of the same request; empty: none was given
   * @return what became of each, in their order
   * @throws RuntimeException when one could not be stored; those before it stay, and the same
   *     request may come again
   */
  public List<ChangeResult> report(List<ReportedChange> changes, String key, Settings settings) {
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof ReportedChange.Understood(DealEdit edit, boolean dated)) {
        boolean known = dated || key.isEmpty();
        asked.add(new Asked(edit, known ? Terms.REPORTED : Terms.reported(key(key, i, edit))));
      }
    }
    Iterator<ChangeDeal.Outcome> outcomes = changeDeals.change(asked, settings).iterator();
    List<ChangeResult> results = new ArrayList<>();
    for (ReportedChange change : changes) {
      results.add(
          switch (change) {
            case ReportedChange.Understood(DealEdit edit, boolean _) ->
                result(edit, outcomes.next());
            case ReportedChange.Unreadable(String deal, String message) ->
                new ChangeResult(deal, Outcome.REFUSED, message);
          });
    }
    return results;
  }

  /** Names a change by all but its time, which is another one when the request comes again. */
  private static String key(String request, int index, DealEdit edit) {
    return Digests.of(
        request, Integer.toString(index), edit.dealId().value(), edit.fields().toString());
  }

  private static ChangeResult result(DealEdit edit, ChangeDeal.Outcome outcome) {
    String deal = edit.dealId().value();
    return switch (outcome) {
      case ChangeDeal.Outcome.Changed(Deal after, boolean _) -> changed(after);
      case ChangeDeal.Outcome.Unchanged _ -> new ChangeResult(deal, Outcome.UNCHANGED, "");
      case ChangeDeal.Outcome.Overtaken _ ->
          new ChangeResult(
              deal, Outcome.OVERTAKEN, "Later changes are known. This one is in the history only.");
      case ChangeDeal.Outcome.NotDone(Refused refused) ->
          new ChangeResult(deal, Outcome.REFUSED, refused.message());
    };
  }

  private static ChangeResult changed(Deal after) {
    String deal = after.dealId().value();
    if (after.owner() != null || after.state() == Deal.State.REMOVED) {
      return new ChangeResult(deal, Outcome.APPLIED, "");
    }
    return new ChangeResult(
        deal,
        Outcome.HELD,
        after.unknownOwner().isEmpty()
            ? "The deal has no owner, so it counts for nobody. Report one."
            : "There's no rep “"
                + after.unknownOwner()
                + "” in the settings, so the deal counts for nobody. Add the rep, or report"
                + " another owner.");
  }
}
