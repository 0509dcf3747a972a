package salesops.webhooks;

import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.settings.SettingsTable;

/** What operators ask of the webhooks. */
public final class OperationsHandler extends OperationsEntry<WebhooksOperation<?>> {
  private final SettingsTable settings;
  private final ListEndpoints listEndpoints;
  private final ResendDeliveries resendDeliveries;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(WebhooksOperation.class, platform);
    WebhookStore store =
        new DynamoWebhookStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.settings = SettingsTable.of(platform);
    this.listEndpoints = new ListEndpoints(store, platform.clock());
    this.resendDeliveries = new ResendDeliveries(store, platform.clock());
    Priming.beforeCheckpoint(() -> store.find("priming"), new Log(platform));
  }

  @Override
  protected Operation.Answer answer(WebhooksOperation<?> operation) {
    return switch (operation) {
      case WebhooksOperation.ListEndpoints _ ->
          new WebhooksOperation.Endpoints(listEndpoints.list(settings.current().webhooks()));
      case WebhooksOperation.Resend resend -> resendDeliveries.resend(resend);
    };
  }
}
