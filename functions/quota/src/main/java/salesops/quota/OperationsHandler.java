package salesops.quota;

import salesops.model.deal.DealId;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.settings.SettingsTable;

/** What operators ask of the quotas. */
public final class OperationsHandler extends OperationsEntry<QuotaOperation<?>> {
  private final SettingsTable settings;
  private final ListAttainment listAttainment;
  private final VerifyLedger verifyLedger;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(QuotaOperation.class, platform);
    DynamoLedger ledger =
        new DynamoLedger(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.settings = SettingsTable.of(platform);
    this.listAttainment = new ListAttainment(ledger, platform.clock());
    this.verifyLedger = new VerifyLedger(ledger);
    Priming.beforeCheckpoint(() -> ledger.head(new DealId("priming")), new Log(platform));
  }

  @Override
  protected Operation.Answer answer(QuotaOperation<?> operation) {
    return switch (operation) {
      case QuotaOperation.ListAttainment list -> listAttainment.on(list.day(), settings.current());
      case QuotaOperation.VerifyLedger verify ->
          verifyLedger.verify(verify.cursor(), settings.current().company().currency());
    };
  }
}
