package salesops.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A deployed function.
 *
 * @param name such as {@code routing-publisher}; unique
 * @param service owner of the table that it may access; also the source of its events and logs
 * @param jar folder below {@code functions} with its code
 * @param handler class name
 * @param memoryMegabytes memory, which also determines its share of CPU
 * @param needs everything that its role allows
 * @param alarms alarms on its own metrics, in addition to those that every function has
 * @param rare whether people call it occasionally: it keeps no snapshot, and it has no alarms since
 *     the caller sees the error
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

  /** A function without triggers and permissions. */
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

  /** The trigger of this kind, if the function has one. */
  public <T extends Trigger> Optional<T> trigger(Class<T> kind) {
    return each(triggers, kind).findFirst();
  }

  /** Whether it has a need of this kind. */
  public boolean needs(Class<? extends Need> kind) {
    return each(needs, kind).findFirst().isPresent();
  }

  /** The secrets that it may read. */
  public List<Secret> secrets() {
    return each(needs, Need.SecretValue.class).map(Need.SecretValue::secret).toList();
  }

  /** The routes of the function, open and closed. */
  public List<Trigger.Http> http() {
    return each(triggers, Trigger.Http.class).toList();
  }

  /** Visibility timeout of its queue: six times its own timeout, as AWS advises. */
  public Duration visibility() {
    return timeout.multipliedBy(6);
  }

  /** The table whose stream it reads. */
  public Optional<String> streamTable() {
    return trigger(Trigger.Stream.class).map(Trigger.Stream::table);
  }

  private static <T> Stream<T> each(List<? super T> of, Class<T> kind) {
    return of.stream().filter(kind::isInstance).map(kind::cast);
  }
}
