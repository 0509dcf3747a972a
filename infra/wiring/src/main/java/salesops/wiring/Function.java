package salesops.wiring;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import salesops.wiring.Wiring.Environment;

/**
 * One deployed function.
 *
 * @param name such as {@code routing-publisher}; unique
 * @param service folder and jar it comes from
 * @param handler class name
 * @param memoryMegabytes memory, which also sets its share of a processor
 * @param access what it may do, nothing else
 */
public record Function(
    String name,
    String service,
    String handler,
    int memoryMegabytes,
    Duration timeout,
    List<Trigger> triggers,
    Set<Access> access) {

  /** What a function may do, each narrowed to one resource. */
  public enum Access {
    /** Read and write the table of its service. */
    OWN_TABLE,
    /** Read the settings. */
    SETTINGS,
    /** Put events on the bus, its source named after the table that tells them. */
    BUS,
    /** Put what cannot be published into its dead letters. */
    DEAD_LETTERS,
    /** Read through the table that tells the events. */
    OUTBOXES,
    /** Read the secret with the Slack token. */
    SLACK_TOKEN,
    /** Read the secret with the keys that webhooks are signed with, and post to endpoints. */
    WEBHOOK_KEYS,
    /** Read the key that links and form tokens are signed with. */
    SIGNING_KEY,
    /** Read the keys by which the company's programs are known. */
    SERVER_KEYS,
    /** Know the address of the HTTP API, to make links to it. */
    PUBLIC_ADDRESS;

    Set<String> environment() {
      return switch (this) {
        case OWN_TABLE -> Set.of(Environment.TABLE);
        case SETTINGS -> Set.of(Environment.SETTINGS_TABLE);
        case BUS -> Set.of(Environment.BUS);
        case DEAD_LETTERS -> Set.of(Environment.DEAD_LETTERS);
        case OUTBOXES -> Set.of(Environment.TABLE);
        case SLACK_TOKEN -> Set.of(Environment.SLACK_TOKEN_SECRET, Environment.SLACK_API);
        case WEBHOOK_KEYS -> Set.of(Environment.WEBHOOK_KEYS_SECRET, Environment.WEBHOOK_LOOPBACK);
        case SIGNING_KEY -> Set.of(Environment.SIGNING_KEY_SECRET);
        case SERVER_KEYS -> Set.of(Environment.SERVER_KEYS_SECRET);
        case PUBLIC_ADDRESS -> Set.of(Environment.PUBLIC_ADDRESS);
      };
    }
  }

  public Function {
    triggers = List.copyOf(triggers);
    access = Set.copyOf(access);
  }

  /** The one trigger of this kind, if the function has it. */
  public <T extends Trigger> Optional<T> trigger(Class<T> kind) {
    return triggers.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Routes that lead to the function: open ones and closed ones. */
  public List<Trigger.Http> http() {
    return triggers.stream()
        .filter(Trigger.Http.class::isInstance)
        .map(Trigger.Http.class::cast)
        .toList();
  }

  /**
   * Names of the environment variables it is given: those that what it may do needs, so that a
   * function is never handed the name of something it may not touch.
   */
  public SortedSet<String> environment() {
    SortedSet<String> names = new TreeSet<>(Set.of(Environment.SERVICE));
    access.forEach(a -> names.addAll(a.environment()));
    return names;
  }

  /** How long a received message stays hidden: six times the timeout, as AWS advises. */
  public Duration visibility() {
    return timeout.multipliedBy(6);
  }

  /**
   * Whether people call it, and hardly ever: then there is nothing to keep ready for it and nobody
   * to tell that it failed but who called.
   */
  public boolean isRare() {
    return trigger(Trigger.Republish.class).isPresent();
  }

  /** Table that a publisher reads the stream of. */
  public Optional<String> streamTable() {
    return trigger(Trigger.Stream.class).map(Trigger.Stream::table);
  }

  static Set<Access> may(Access... access) {
    return Set.copyOf(Arrays.asList(access));
  }
}
