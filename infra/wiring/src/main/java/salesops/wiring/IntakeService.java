package salesops.wiring;

import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.SIGNING_KEY;
import static salesops.wiring.Service.secret;
import static salesops.wiring.Service.tableAndIndexes;

import java.util.List;

/** Accepts leads from forms, programs and lists, and quarantines suspected spam. */
public final class IntakeService {
  private static final Service INTAKE = new Service("intake");

  /** API keys of programs, by name. */
  public static final Secret SERVER_KEYS =
      new Secret(
          "server-keys",
          "SERVER_KEYS_SECRET",
          "Keys of the programs that may post leads to Salesops: {name: key}",
          "Each program must be given its new key by hand",
          new Secret.Initial.NamedKey("website"));

  private static final Need TABLE = tableAndIndexes("GetItem", "PutItem", "UpdateItem");

  private IntakeService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(
            Table.named("intake")
                .indexedBy(
                    new Table.Index("quarantine", "quarantine", "quarantinedAt"),
                    new Table.Index("quarantinedLead", "quarantinedLead", "quarantinedAt"))
                .expiring()),
        List.of(
            INTAKE
                .function("intake", "IntakeHandler", 10)
                .startedBy(
                    new Trigger.Http(
                        List.of(
                            "POST /leads",
                            "OPTIONS /leads",
                            "GET /forms/{form}",
                            "GET /forms/{form}/token",
                            "GET /releases/{token}",
                            "POST /releases/{token}",
                            "GET /assets/{asset}",
                            "GET /openapi.json"),
                        true))
                .needing(TABLE, SETTINGS, secret(SIGNING_KEY), secret(SERVER_KEYS)),
            INTAKE
                .function("intake-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(TABLE, SETTINGS),
            // Fingerprints of submissions; neither the guard's counters nor replaced submissions.
            INTAKE.publisher(Service.keys("i#", "k#", "n#", "q#", "s#")),
            INTAKE.republisher()));
  }
}
