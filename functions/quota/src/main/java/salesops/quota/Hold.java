package salesops.quota;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.Facts;
import salesops.quota.ledger.Head;
import salesops.quota.ledger.Share;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Raises one alarm for each deal that counts for nobody, or for a team alone. */
final class Hold {
  private final DynamoDbTable<AlarmItem> alarms;
  private final Clock clock;

  Hold(DynamoDbEnhancedClient enhanced, String table, Clock clock) {
    this.alarms = enhanced.table(table, AlarmItem.SCHEMA);
    this.clock = clock;
  }

  record AlarmItem(String pk, int sk, @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<AlarmItem> SCHEMA = ItemSchema.of(AlarmItem.class);
  }

  private record Lack(CreditHeld.Reason reason, @Nullable String team) {}

  /** Looks at what a booking left; doing it again changes nothing. */
  void tell(BookDeals.Done done) {
    Head head = done.head();
    lack(head)
        .ifPresent(
            lack -> {
              Facts facts = head.facts();
              CreditHeld event =
                  new CreditHeld(
                      head.deal(),
                      head.version(),
                      facts.label(),
                      facts.amount(),
                      Objects.requireNonNull(facts.closed()),
                      lack.reason(),
                      lack.team());
              // One alarm for each deal and reason, however often it is booked.
              boolean ignored =
                  ConditionalPut.put(
                      alarms,
                      new AlarmItem(
                          "n#" + head.deal() + "#" + lack.reason(),
                          0,
                          Outbox.letters(Envelope.of(event, done.event(), clock.instant()))),
                      ConditionalPut.ABSENT);
            });
  }

  private static Optional<Lack> lack(Head head) {
    var held = head.standing().held();
    if (held != null) {
      return Optional.of(
          new Lack(
              switch (held) {
                case NO_OWNER -> CreditHeld.Reason.NO_OWNER;
                case NO_RATE -> CreditHeld.Reason.NO_RATE;
              },
              null));
    }
    return head.standing().shares().stream()
        .filter(share -> share.rep().isNobody())
        .findFirst()
        .map(Share::team)
        .map(team -> new Lack(CreditHeld.Reason.OWNER_LEFT, team));
  }
}
