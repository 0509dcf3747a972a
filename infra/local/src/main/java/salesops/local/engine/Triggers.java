package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import salesops.local.http.HttpFront;
import salesops.runtime.settings.SettingsTable;
import salesops.wiring.Switch;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;

/** Connects each function to what starts it: HTTP routes, queues, streams and schedules. */
final class Triggers {
  /** Payload of a scheduled message. */
  private static final String EMPTY_EVENT = "{}";

  private final Engine engine;
  private final HttpFront front;
  private final Bus bus;
  private final Database database;
  private final SettingsTable settings;
  private final DueTimes dueTimes;
  private final boolean everyTick;
  private final Map<String, MessageQueue> queues = new TreeMap<>();
  private final List<StreamTrigger> streams = new ArrayList<>();

  /**
   * @param everyTick whether schedules also run ticks that cannot find anything
   */
  Triggers(
      Engine engine,
      HttpFront front,
      Bus bus,
      Database database,
      SettingsTable settings,
      DueTimes dueTimes,
      boolean everyTick) {
    this.engine = engine;
    this.front = front;
    this.bus = bus;
    this.database = database;
    this.settings = settings;
    this.dueTimes = dueTimes;
    this.everyTick = everyTick;
  }

  void connect(LocalFunction function) {
    for (Trigger trigger : function.spec().triggers()) {
      switch (trigger) {
        case Trigger.Http http ->
            http.routes()
                .forEach(
                    key -> front.route(key, request -> answer(function, request), http.open()));
        case Trigger.Queue queue -> connect(function, queue);
        case Trigger.Stream stream -> connect(function, stream);
        case Trigger.Schedule schedule -> schedule(function, schedule, function::invokeEmpty);
        case Trigger.Invoke invoke -> {}
      }
    }
  }

  private Optional<APIGatewayV2HTTPResponse> answer(
      LocalFunction function, APIGatewayV2HTTPEvent request) {
    return switch (engine.clock().call(() -> function.invoke(request, true))) {
      case LocalFunction.Outcome.Answered(APIGatewayV2HTTPResponse response) ->
          Optional.of(response);
      case LocalFunction.Outcome.Answered(Object other) -> Optional.empty();
      case LocalFunction.Outcome.Failed(Throwable cause, boolean crashed) -> Optional.empty();
    };
  }

  private void connect(LocalFunction function, Trigger.Queue trigger) {
    MessageQueue queue =
        new MessageQueue(
            function.name(), trigger.receivesMax(), function.spec().visibility(), engine);
    queues.put(function.name(), queue);
    Switch optional = trigger.optional();
    BooleanSupplier wanted =
        optional == null ? () -> true : () -> optional.wanted().test(settings.current());
    bus.rule(function.name(), trigger, queue, wanted);
    QueueTrigger deliveries = new QueueTrigger(function, trigger, queue, engine);
    queue.afterChanges(deliveries::plan);
    if (trigger.schedule() != null) {
      schedule(function, trigger.schedule(), () -> queue.send(List.of(EMPTY_EVENT)));
    }
  }

  private void connect(LocalFunction function, Trigger.Stream trigger) {
    StreamTrigger stream =
        new StreamTrigger(
            function, trigger, database.streamArn(trigger.table()), database.streams(), engine);
    streams.add(stream);
    engine.activity().afterWrites(trigger.table(), stream::wrote);
  }

  private void schedule(LocalFunction function, Trigger.Schedule trigger, Runnable tick) {
    String table = function.spec().service();
    Schedule.Finds finds = everyTick ? now -> now : now -> dueTimes.next(trigger.due(), table, now);
    Schedule schedule =
        new Schedule(
            function.name() + " by schedule", trigger.every(), finds, tick, engine.clock());
    engine.activity().afterWrites(table, schedule::plan);
    engine.activity().afterWrites(Wiring.SETTINGS_TABLE, schedule::plan);
    schedule.plan();
  }

  /** Whether all queues are empty and all streams are read, leaving out those of some functions. */
  boolean areIdleExcept(Set<String> ignored) {
    return queues.entrySet().stream()
            .allMatch(q -> ignored.contains(q.getKey()) || q.getValue().isEmpty())
        && streams.stream().allMatch(s -> ignored.contains(s.functionName()) || s.isDrained());
  }
}
