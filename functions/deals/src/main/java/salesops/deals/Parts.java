package salesops.deals;

import salesops.deals.deal.ChangeDeal;
import salesops.deals.lead.LeadWork;
import salesops.deals.lead.WorkLead;
import salesops.deals.store.DynamoDealsStore;
import salesops.events.Decision;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.settings.SettingsTable;

/** What each handler is built from. */
record Parts(
    DynamoDealsStore store,
    WorkLead workLead,
    ChangeDeal changeDeal,
    SettingsTable settings,
    Log log) {

  static Parts of(Platform platform) {
    DynamoDealsStore store =
        new DynamoDealsStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    WorkLead workLead = new WorkLead(store, platform.waiting());
    return new Parts(
        store,
        workLead,
        new ChangeDeal(store, workLead, platform.waiting()),
        SettingsTable.of(platform),
        new Log(platform));
  }

  /** Before the snapshot: a read of a lead that nobody is, and one turn through the packing. */
  void prime() {
    Priming.beforeCheckpoint(
        () -> {
          store.find("l#" + "0".repeat(26), LeadWork.class);
          Packed.unpack(Packed.pack(Decision.NONE), Decision.class);
        },
        log);
  }
}
