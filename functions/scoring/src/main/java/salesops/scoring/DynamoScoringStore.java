package salesops.scoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Identity;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * {@link ScoringStore} on DynamoDB. A person's versions lie under their key: 1, 2, … without gaps.
 * The first item of a key decides for good whether the key has a record or leads to another's, so a
 * person never heard of costs one conditional put and no read.
 *
 * <p>An e-mail's key leads only to a key that has a record; an external id's key leads only to an
 * e-mail's. So two steps always arrive.
 */
final class DynamoScoringStore implements ScoringStore {
  /** Most aliases on the way to a record. */
  static final int STEPS_MAX = 2;

  private static final int FIRST = 1;

  private final DynamoDbTable<ScoringItem> table;

  DynamoScoringStore(DynamoDbClient dynamo, String table) {
    this.table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(dynamo)
            .extensions() // none: the default ones look for versions and counters in every item
            .build()
            .table(table, ScoringItem.SCHEMA);
  }

  @Override
  public PersonKey home(Identity identity) {
    PersonKey primary = identity.primary();
    if (identity.persons().size() == 1) {
      return primary;
    }
    PersonKey second = identity.persons().getLast();
    Optional<ScoringItem> known = putIfAbsent(ScoringItem.alias(second.value(), primary.value()));
    if (known.isEmpty() || primary.value().equals(known.get().home())) {
      return primary;
    }
    // The second key was here first: with a record of its own, or beside another e-mail address.
    Optional<ScoringItem> record = follow(known);
    return record.isEmpty() ? primary : join(primary, new PersonKey(record.get().pk()));
  }

  private PersonKey join(PersonKey primary, PersonKey home) {
    Optional<ScoringItem> first = putIfAbsent(ScoringItem.alias(primary.value(), home.value()));
    return first.isEmpty() ? home : new PersonKey(first.get().homeOrSelf());
  }

  /** The first version that an item leads to, which may be itself. */
  private Optional<ScoringItem> follow(Optional<ScoringItem> first) {
    Optional<ScoringItem> item = first;
    for (int step = 0; step < STEPS_MAX && item.isPresent() && item.get().home() != null; step++) {
      item = get(item.get().homeOrSelf(), FIRST);
    }
    return item.filter(i -> i.home() == null);
  }

  @Override
  public Appended append(Envelope<LeadScored> scored, History after) {
    LeadId lead = scored.data().lead().leadId();
    Optional<ScoringItem> existing = putIfAbsent(version(scored, after));
    if (existing.isEmpty()) {
      return new Appended.Stored();
    }
    String eventId = scored.meta().eventId();
    if (existing.get().isOf(eventId)) {
      return new Appended.AlreadyScored();
    }
    History latest = latest(new PersonKey(existing.get().homeOrSelf()));
    boolean scoredBefore =
        latest.lists(lead) || (latest.truncated() && isStored(latest.home(), eventId));
    return scoredBefore ? new Appended.AlreadyScored() : new Appended.Behind(latest);
  }

  private static ScoringItem version(Envelope<LeadScored> scored, History after) {
    Map<String, SdkBytes> outbox = new HashMap<>();
    Outbox.of(scored).m().forEach((eventId, packed) -> outbox.put(eventId, packed.b()));
    byte[] history = PackedHistory.pack(after, scored.data().lead().leadId());
    return new ScoringItem(
        after.home().value(), after.version(), outbox, SdkBytes.fromByteArrayUnsafe(history), null);
  }

  private static Envelope<LeadScored> scored(ScoringItem version) {
    Map<String, AttributeValue> outbox = new HashMap<>();
    required(version.outbox())
        .forEach((id, packed) -> outbox.put(id, AttributeValue.fromB(packed)));
    return Outbox.read(AttributeValue.fromM(outbox), LeadScored.class);
  }

  private static History history(ScoringItem version) {
    byte[] packed = required(version.history()).asByteArrayUnsafe();
    return PackedHistory.unpack(
        packed, new PersonKey(version.pk()), version.sk(), scored(version).data().lead());
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a scoring item lacks its score");
    }
    return value;
  }

  /**
   * Guards against the same lead delivered twice and against two leads of a person at once: the
   * second writer of a version changes nothing and is given what the first one wrote.
   */
  private Optional<ScoringItem> putIfAbsent(ScoringItem item) {
    try {
      table.putItem(
          PutItemEnhancedRequest.builder(ScoringItem.class)
              .item(item)
              .conditionExpression(ConditionalPut.ABSENT)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
              .build());
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(ScoringItem.SCHEMA.mapToItem(e.item()));
    }
  }

  private History latest(PersonKey key) {
    PersonKey at = key;
    for (int step = 0; step <= STEPS_MAX; step++) {
      Optional<ScoringItem> last = last(at);
      if (last.isEmpty()) {
        return History.none(at);
      }
      String home = last.get().home();
      if (home == null) {
        return history(last.get());
      }
      at = new PersonKey(home);
    }
    throw new IllegalStateException("aliases of person keys lead nowhere");
  }

  private Optional<ScoringItem> last(PersonKey key) {
    return table
        .query(
            q ->
                q.queryConditional(ofPerson(key))
                    .scanIndexForward(false)
                    .limit(1)
                    .consistentRead(true))
        .stream()
        .findFirst()
        .flatMap(page -> page.items().stream().findFirst());
  }

  @Override
  public Optional<Envelope<LeadScored>> find(LeadId lead) {
    return follow(get(lead.person().value(), FIRST)).stream()
        .flatMap(first -> versions(new PersonKey(first.pk())))
        .map(DynamoScoringStore::scored)
        .filter(scored -> scored.data().lead().leadId().equals(lead))
        .findFirst();
  }

  private boolean isStored(PersonKey home, String eventId) {
    return versions(home).anyMatch(item -> item.isOf(eventId));
  }

  private Stream<ScoringItem> versions(PersonKey home) {
    return table
        .query(q -> q.queryConditional(ofPerson(home)).consistentRead(true))
        .items()
        .stream();
  }

  private Optional<ScoringItem> get(String pk, int sk) {
    return Optional.ofNullable(
        table.getItem(
            g ->
                g.key(Key.builder().partitionValue(pk).sortValue(sk).build())
                    .consistentRead(true)));
  }

  private static QueryConditional ofPerson(PersonKey key) {
    return QueryConditional.keyEqualTo(k -> k.partitionValue(key.value()));
  }
}
