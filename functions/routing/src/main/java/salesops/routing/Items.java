package salesops.routing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.RepId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Companies, reps and pools as items, and what items have in common; {@link LeadItems} are leads.
 * Names are short since every byte of an item is paid for with each write; usual values are left
 * out.
 *
 * <p>Keys: {@code p#}person and the record's number, {@code c#}company, {@code r#}rep, {@code
 * o#}pool{@code #}band, each of the last three with number 0.
 */
final class Items {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String VERSION = "v";

  // Companies, reps, pools
  static final String OWNER = "o";
  static final String LEADS = "q";
  static final String ACCOUNT_OWNER = "io";
  static final String ACCOUNT_PARENT = "ip";
  static final String ACCOUNT_NAME = "in";
  static final String ACCOUNT_AT = "it";
  static final List<String> ACCOUNT =
      List.of(ACCOUNT_OWNER, ACCOUNT_PARENT, ACCOUNT_NAME, ACCOUNT_AT);
  static final String OPEN = "b";
  static final String AWAY_UNTIL = "w";
  static final String RETURNS = "x";
  static final String RAISED_TO = "k";
  static final String RAISED_UNTIL = "ku";
  static final String RAISED_BY = "kb";
  static final String ROTATION = "z";
  static final String LEASE = "lo";
  static final String LEASE_UNTIL = "lu";

  private Items() {}

  static Map<String, AttributeValue> companyKey(String domain) {
    return key("c#" + domain, 0);
  }

  static Map<String, AttributeValue> repKey(RepId rep) {
    return key("r#" + rep.email(), 0);
  }

  static Map<String, AttributeValue> poolKey(PoolState.Key rotation) {
    return key("o#" + escaped(rotation.pool()) + "#" + escaped(rotation.band()), 0);
  }

  /** So that pool {@code a#b} with band {@code c} is not pool {@code a} with band {@code b#c}. */
  private static String escaped(String name) {
    return name.replace("%", "%25").replace("#", "%23");
  }

  static Map<String, AttributeValue> key(String pk, long sk) {
    return Map.of(PK, text(pk), SK, number(sk));
  }

  static @Nullable RepId rep(Map<String, AttributeValue> item, String name) {
    String email = optional(item, name);
    return email == null ? null : new RepId(email);
  }

  static Map<String, AttributeValue> of(CompanyClaim company) {
    Map<String, AttributeValue> item = new HashMap<>(companyKey(company.domain()));
    item.put(VERSION, number(company.version() + 1));
    if (company.owner() != null) {
      item.put(OWNER, text(company.owner().email()));
    }
    if (!company.leads().isEmpty()) {
      item.put(
          LEADS,
          AttributeValue.fromM(
              company.leads().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          e -> e.getKey().value(), e -> number(e.getValue().getEpochSecond())))));
    }
    if (company.account() != null) {
      item.putAll(of(company.account()));
    }
    return item;
  }

  /** The part of a company's item that an import writes. */
  static Map<String, AttributeValue> of(Account account) {
    Map<String, AttributeValue> part = new HashMap<>();
    part.put(ACCOUNT_AT, number(account.importedAt().getEpochSecond()));
    if (account.owner() != null) {
      part.put(ACCOUNT_OWNER, text(account.owner().email()));
    }
    if (account.parent() != null) {
      part.put(ACCOUNT_PARENT, text(account.parent()));
    }
    if (account.name() != null) {
      part.put(ACCOUNT_NAME, text(account.name()));
    }
    return part;
  }

  private static @Nullable Account account(Map<String, AttributeValue> item) {
    return item.containsKey(ACCOUNT_AT)
        ? new Account(
            rep(item, ACCOUNT_OWNER),
            optional(item, ACCOUNT_PARENT),
            optional(item, ACCOUNT_NAME),
            Instant.ofEpochSecond(number(item, ACCOUNT_AT, 0)))
        : null;
  }

  private static @Nullable String optional(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  static CompanyClaim company(String domain, Map<String, AttributeValue> item) {
    AttributeValue leads = item.getOrDefault(LEADS, AttributeValue.fromM(Map.of()));
    return new CompanyClaim(
        domain,
        number(item, VERSION, 0),
        rep(item, OWNER),
        leads.m().entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> new LeadId(e.getKey()),
                    e -> Instant.ofEpochSecond(Long.parseLong(e.getValue().n())))),
        account(item));
  }

  static RepRow rep(RepId rep, Map<String, AttributeValue> item) {
    AttributeValue open = item.get(OPEN);
    return new RepRow(
        rep,
        number(item, VERSION, 0),
        open == null ? OpenLeads.NONE : OpenLeads.decode(open.s()),
        item.containsKey(AWAY_UNTIL) ? Instant.ofEpochSecond(number(item, AWAY_UNTIL, 0)) : null,
        (int) number(item, RETURNS, 0),
        raise(item));
  }

  private static @Nullable Raise raise(Map<String, AttributeValue> item) {
    return item.containsKey(RAISED_TO)
        ? new Raise(
            (int) number(item, RAISED_TO, 0),
            Instant.ofEpochSecond(number(item, RAISED_UNTIL, 0)),
            string(item, RAISED_BY))
        : null;
  }

  static Map<String, AttributeValue> of(PoolState pool) {
    Map<String, AttributeValue> item = new HashMap<>(poolKey(pool.key()));
    item.put(VERSION, number(pool.version() + 1));
    item.put(ROTATION, text(pool.state().encode()));
    return item;
  }

  static PoolState pool(PoolState.Key key, Map<String, AttributeValue> item, String lease) {
    AttributeValue state = item.get(ROTATION);
    return new PoolState(
        key,
        number(item, VERSION, 0),
        state == null ? RotationState.EMPTY : RotationState.decode(state.s()),
        lease);
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static long number(Map<String, AttributeValue> item, String name, long absent) {
    AttributeValue value = item.get(name);
    return value == null ? absent : Long.parseLong(value.n());
  }

  static String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item of routing lacks " + name);
    }
    return value.s();
  }
}
