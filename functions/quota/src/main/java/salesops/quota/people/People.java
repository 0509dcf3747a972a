package salesops.quota.people;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/** The reps that the ledger knows, in the table {@code quota}. */
public final class People {
  private static final String PARTITION = "people";
  private static final String ADDRESS = "a#";

  private final DynamoDbTable<PersonItem> people;
  private final DynamoDbTable<AddressItem> addresses;
  private final Supplier<String> random;

  /** Keys never change; an erased rep's is forgotten with the process. */
  private final Map<RepId, RepKey> known = new ConcurrentHashMap<>();

  private final Map<RepKey, RepId> emails = new ConcurrentHashMap<>();

  /**
   * @param random makes names, each another one
   */
  public People(DynamoDbEnhancedClient enhanced, String table, Supplier<String> random) {
    this.people = enhanced.table(table, PersonItem.SCHEMA);
    this.addresses = enhanced.table(table, AddressItem.SCHEMA);
    this.random = random;
  }

  record PersonItem(String pk, BigInteger sk, RepKey key, @Nullable RepId email, String placed) {
    static final TableSchema<PersonItem> SCHEMA = ItemSchema.of(PersonItem.class);

    static PersonItem of(Person person) {
      return new PersonItem(
          PARTITION,
          ItemSchema.sortKey(person.key().value()),
          person.key(),
          person.email(),
          person.placed());
    }

    Person person() {
      return new Person(key, email, placed);
    }
  }

  record AddressItem(String pk, int sk, RepKey key) {
    static final TableSchema<AddressItem> SCHEMA = ItemSchema.of(AddressItem.class);
  }

  /** The key of a rep; makes one for somebody new. */
  public RepKey key(RepId rep) {
    RepKey cached = known.get(rep);
    return cached != null ? cached : found(rep).orElseGet(() -> make(rep));
  }

  /** The key of a rep; empty for somebody whom the ledger never met, or who was erased. */
  public Optional<RepKey> find(RepId rep) {
    return Optional.ofNullable(known.get(rep)).or(() -> found(rep));
  }

  private Optional<RepKey> found(RepId rep) {
    Optional<RepKey> found =
        Optional.ofNullable(addresses.getItem(r -> r.key(address(rep)).consistentRead(true)))
            .map(AddressItem::key);
    found.ifPresent(key -> remember(rep, key));
    return found;
  }

  private void remember(RepId rep, RepKey key) {
    known.put(rep, key);
    emails.put(key, rep);
  }

  private RepKey make(RepId rep) {
    RepKey key = new RepKey(random.get());
    // The person first: an address must not lead to nobody if this stops in between.
    people.putItem(PersonItem.of(new Person(key, rep, "")));
    AddressItem address = new AddressItem(ADDRESS + rep.email(), 0, key);
    // Of two workers that meet somebody at once, one gives the name.
    if (!ConditionalPut.put(addresses, address, ConditionalPut.ABSENT)) {
      people.deleteItem(person(key));
      return found(rep).orElseThrow();
    }
    remember(rep, key);
    return key;
  }

  /** Who a key stands for; null: erased, or nobody. */
  public @Nullable RepId emailOf(RepKey key) {
    if (key.isNobody()) {
      return null;
    }
    RepId cached = emails.get(key);
    if (cached != null) {
      return cached;
    }
    PersonItem item = people.getItem(r -> r.key(person(key)).consistentRead(true));
    RepId email = item == null ? null : item.email();
    if (email != null) {
      emails.put(key, email);
    }
    return email;
  }

  /** Everybody, by key. */
  public Map<RepKey, Person> all() {
    Map<RepKey, Person> all = new HashMap<>();
    people
        .query(
            r ->
                r.queryConditional(QueryConditional.keyEqualTo(k -> k.partitionValue(PARTITION)))
                    .consistentRead(true))
        .items()
        .forEach(item -> all.put(item.key(), item.person()));
    return all;
  }

  /** Remembers where the ledger has a rep. */
  public void placed(Person person, String memberships) {
    people.putItem(PersonItem.of(new Person(person.key(), person.email(), memberships)));
  }

  /**
   * Forgets who a rep was. Whatever the key names stays as it is.
   *
   * @return the key, now a pseudonym; empty: the ledger does not know the rep
   */
  public Optional<RepKey> erase(RepId rep) {
    Optional<RepKey> key = found(rep);
    key.ifPresent(
        k -> {
          people.putItem(PersonItem.of(new Person(k, null, "")));
          addresses.deleteItem(address(rep));
          known.remove(rep);
          emails.remove(k);
        });
    return key;
  }

  private static Key address(RepId rep) {
    return Key.builder().partitionValue(ADDRESS + rep.email()).sortValue(0).build();
  }

  private static Key person(RepKey key) {
    return Key.builder()
        .partitionValue(PARTITION)
        .sortValue(ItemSchema.sortKey(key.value()))
        .build();
  }
}
