package salesops.quota;

import java.time.Clock;
import java.util.random.RandomGenerator;
import salesops.model.deal.DealId;
import salesops.quota.attainment.AnnounceMilestones;
import salesops.quota.attainment.ListAttainment;
import salesops.quota.attainment.ReportPace;
import salesops.quota.commission.AnnounceEarnings;
import salesops.quota.commission.StatementStore;
import salesops.quota.goals.ActivityLog;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.people.People;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;

/** What each handler is built from. */
record Parts(
    DynamoDbEnhancedClient enhanced,
    String table,
    DynamoLedger ledger,
    People people,
    BookDeals bookDeals,
    ListAttainment attainment,
    AnnounceMilestones milestones,
    StatementStore statements,
    AnnounceEarnings earnings,
    ReportPace reportPace,
    ActivityLog activities,
    Chores chores,
    Hold hold,
    SettingsTable settings,
    Clock clock,
    Log log) {
  private static final int KEY_LENGTH = 12;
  private static final String KEY_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  static Parts of(Platform platform) {
    // No extensions: the default ones look for versions and counters in every item.
    DynamoDbEnhancedClient enhanced =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(platform.dynamo().get())
            .extensions()
            .build();
    String table = platform.required(Platform.TABLE);
    Clock clock = platform.clock();
    DynamoLedger ledger = new DynamoLedger(enhanced, table);
    People people = new People(enhanced, table, () -> key(platform.random()));
    ListAttainment attainment = new ListAttainment(ledger, people);
    StatementStore statements = new StatementStore(enhanced, table);
    return new Parts(
        enhanced,
        table,
        ledger,
        people,
        new BookDeals(ledger, people, platform.waiting()),
        attainment,
        new AnnounceMilestones(enhanced, table, ledger, people, platform.waiting()),
        statements,
        new AnnounceEarnings(ledger, people, statements, clock),
        new ReportPace(enhanced, table, attainment, clock),
        new ActivityLog(enhanced, table, platform.waiting()),
        new Chores(enhanced, table, clock),
        new Hold(enhanced, table, clock),
        SettingsTable.of(platform),
        clock,
        new Log(platform));
  }

  private static String key(RandomGenerator random) {
    StringBuilder key = new StringBuilder(KEY_LENGTH);
    for (int i = 0; i < KEY_LENGTH; i++) {
      key.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    return key.toString();
  }

  void prime() {
    Priming.beforeCheckpoint(() -> ledger.head(new DealId("priming")), log);
  }
}
