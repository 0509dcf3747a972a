package salesops.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One deployed function.
 *
 * @param name such as {@code routing-publisher}; unique
 * @param service whose table it may touch, and in whose name it publishes and logs
 * @param jar folder of its code below {@code functions}
 * @param handler class name
 * @param memoryMegabytes memory, which also sets its share of a processor
 * @param needs what it may do, nothing else
 * @param alarms on metrics of its own, beside those that every function has
 * @param rare people call it, once in a while: it has no snapshot to keep, and nobody is alarmed
 *     but who called
 */
public record Function(
    String name,
    String service,
    String jar,
    String handler,
    int memoryMegabytes,
    Duration timeout,
    List<Trigger> triggers,
    List<Need> needs,
    List<Alarm> alarms,
    boolean rare) {
  private static final int MEMORY_MEGABYTES_USUAL = 1024;

  public Function {
    triggers = List.copyOf(triggers);
    needs = List.copyOf(needs);
    alarms = List.copyOf(alarms);
  }

  /** A function that nothing starts yet and that may do nothing. */
  public static Function of(
      String name, String service, String jar, String handler, Duration timeout) {
    return new Function(
        name,
        service,
        jar,
        handler,
        MEMORY_MEGABYTES_USUAL,
        timeout,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  public Function startedBy(Trigger... by) {
    return new Function(
        name, service, jar, handler, memoryMegabytes, timeout, List.of(by), needs, alarms, rare);
  }

  public Function needing(Need... all) {
    return new Function(
        name,
        service,
        jar,
        handler,
        memoryMegabytes,
        timeout,
        triggers,
        List.of(all),
        alarms,
        rare);
  }

  public Function withHandler(String other) {
    return new Function(
        name, service, jar, other, memoryMegabytes, timeout, triggers, needs, alarms, rare);
  }

  Function withMemory(int megabytes) {
    return new Function(
        name, service, jar, handler, megabytes, timeout, triggers, needs, alarms, rare);
  }

  Function withAlarms(Alarm... own) {
    return new Function(
        name, service, jar, handler, memoryMegabytes, timeout, triggers, needs, List.of(own), rare);
  }

  Function calledRarely() {
    return new Function(
        name, service, jar, handler, memoryMegabytes, timeout, triggers, needs, alarms, true);
  }

  /** The one trigger of this kind, if the function has it. */
  public <T extends Trigger> Optional<T> trigger(Class<T> kind) {
    return each(triggers, kind).findFirst();
  }

  /** Whether it needs something of this kind. */
  public boolean needs(Class<? extends Need> kind) {
    return each(needs, kind).findFirst().isPresent();
  }

  /** Secrets that it may read. */
  public List<Secret> secrets() {
    return each(needs, Need.SecretValue.class).map(Need.SecretValue::secret).toList();
  }

  /** Routes that lead to the function: open ones and closed ones. */
  public List<Trigger.Http> http() {
    return each(triggers, Trigger.Http.class).toList();
  }

  /** How long a received message stays hidden: six times the timeout, as AWS advises. */
  public Duration visibility() {
    return timeout.multipliedBy(6);
  }

  /** Table that it reads the stream of. */
  public Optional<String> streamTable() {
    return trigger(Trigger.Stream.class).map(Trigger.Stream::table);
  }

  private static <T> Stream<T> each(List<? super T> of, Class<T> kind) {
    return of.stream().filter(kind::isInstance).map(kind::cast);
  }
}
