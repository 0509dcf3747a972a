package salesops.routing;

import java.time.Clock;
import java.util.Set;
import salesops.events.Decision;
import salesops.model.PersonKey;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What each of routing's handlers is built from. */
record Parts(RoutingStore store, Rulebooks rulebooks, RouteLeads routeLeads, Clock clock, Log log) {

  static Parts of(Platform platform) {
    DynamoDbClient dynamo = platform.dynamo().get();
    RoutingStore store =
        new DynamoRoutingStore(dynamo, platform.required(Platform.TABLE), platform.waiting());
    Rulebooks rulebooks = new Rulebooks(SettingsTable.of(platform));
    return new Parts(
        store,
        rulebooks,
        new RouteLeads(store, rulebooks::current, platform.waiting(), RouteLeads.ROUNDS_MAX),
        platform.clock(),
        new Log(platform));
  }

  /** Before the snapshot: a read of a person nobody is, and one turn through the packing. */
  void prime() {
    Priming.beforeCheckpoint(
        () -> {
          store.look(Set.of(new PersonKey("0".repeat(13))), Set.of(), Set.of());
          Packed.unpack(Packed.pack(Decision.NONE), Decision.class);
          Json.text(Decision.NONE);
        },
        log);
  }
}
