package salesops.deals.deal;

import java.time.Instant;
import java.util.List;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.DynamoDealsStore.Written;
import salesops.deals.store.Step;
import salesops.events.ActivityLogged;
import salesops.events.Envelope;
import salesops.model.Digests;
import salesops.model.deal.Activity;
import salesops.model.deal.Deal;
import salesops.model.deal.Way;

/** Logs activities about deals; those about leads also move the lead. */
public final class LogDealActivity {
  private final DynamoDealsStore store;

  public LogDealActivity(DynamoDealsStore store) {
    this.store = store;
  }

  /**
   * @param key the same for a second try
   * @return false when it was logged before
   */
  public boolean log(Deal deal, Activity activity, Way way, String by, String key, Instant now) {
    ActivityLogged logged =
        new ActivityLogged(Digests.of(key), deal.leadId(), deal.dealId(), activity, way, by, now);
    Step step =
        new Step(
            DealRecord.key(deal.dealId()),
            activity.at(),
            key,
            List.of(Envelope.of(logged, null, now)),
            null);
    return store.write(List.of(), List.of(step)) == Written.STORED;
  }
}
