package salesops.bench;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import salesops.intake.IntakeHandler;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;
import salesops.settings.SettingsFile;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestPlatform;
import salesops.wiring.IntakeService;
import salesops.wiring.Table;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Intake alone, over DynamoDB Local, with the sample's settings. */
record IntakeWorld(LocalDynamo local, DynamoDbClient dynamo) implements AutoCloseable {
  private static final String TABLE = "intake";

  /** The sample's is for a company with a few leads a minute; this form takes 20 a second. */
  private static final Form.Rate PER_FORM = new Form.Rate(20_000, 600);

  static IntakeWorld start() {
    LocalDynamo local = LocalDynamo.start();
    IntakeWorld world = new IntakeWorld(local, local.client());
    Table table = Wiring.SUITE.table(TABLE);
    TestPlatform.createTable(
        world.dynamo,
        TABLE,
        table.indexes().stream()
            .map(i -> new TestPlatform.Index(i.name(), i.partitionKey(), i.sortKey()))
            .toArray(TestPlatform.Index[]::new));
    TestPlatform.createTable(world.dynamo, Wiring.SETTINGS_TABLE);
    new SettingsTable(world.dynamo, Wiring.SETTINGS_TABLE, Clock.systemUTC()).apply(settings());
    return world;
  }

  IntakeHandler intake(Clock clock) {
    return new IntakeHandler(
        new TestPlatform(dynamo, clock, Pause.REAL)
            .with(
                Map.of(
                    Platform.TABLE,
                    TABLE,
                    Platform.SETTINGS_TABLE,
                    Wiring.SETTINGS_TABLE,
                    SignedTokens.SIGNING_KEY_SECRET,
                    "signing-key",
                    IntakeService.SERVER_KEYS.variable(),
                    "none"),
                Map.of("signing-key", Long.toString(new Random(1).nextLong()).repeat(3))));
  }

  Iterable<Map<String, AttributeValue>> items() {
    return dynamo.scanPaginator(r -> r.tableName(TABLE).consistentRead(true)).items();
  }

  private static Settings settings() {
    return withForms(SettingsFile.sample().as(1, "bench", Instant.EPOCH, "bench"), PER_FORM, null);
  }

  /**
   * The sample's settings with another rate of its form.
   *
   * @param perAddress absent: as it is
   */
  static Settings withForms(Settings sample, Form.Rate perForm, Form.@Nullable Rate perAddress) {
    List<Form> forms = new ArrayList<>();
    for (Form form : sample.forms()) {
      Form.Guard guard = form.guard();
      forms.add(
          new Form(
              form.id(),
              form.title(),
              form.fields(),
              form.hidden(),
              form.consent(),
              form.thanks(),
              form.origins(),
              form.privacy(),
              form.texts(),
              new Form.Guard(
                  guard.minFillMillis(),
                  perAddress == null ? guard.perAddress() : perAddress,
                  perForm,
                  guard.freeMail(),
                  guard.disposableMail())));
    }
    return new Settings(
        sample.version(),
        sample.salt(),
        sample.appliedAt(),
        sample.appliedBy(),
        sample.company(),
        sample.leadLink(),
        forms,
        sample.scoring(),
        sample.teams(),
        sample.reps(),
        sample.calendars(),
        sample.namedAccounts(),
        sample.territories(),
        sample.routing(),
        sample.slack(),
        sample.webhooks(),
        sample.deals(),
        sample.quotas(),
        sample.rates(),
        sample.commission());
  }

  @Override
  public void close() {
    dynamo.close();
    local.close();
  }
}
