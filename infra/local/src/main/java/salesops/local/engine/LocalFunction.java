package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Crashes;
import salesops.runtime.Json;
import salesops.wiring.Function;

/** A function of the wiring, with a single handler for all invocations. */
final class LocalFunction {
  /** How an invocation ended. */
  sealed interface Outcome {
    record Answered(@Nullable Object answer) implements Outcome {}

    /**
     * @param crashed whether an injected fault caused it
     */
    record Failed(Throwable cause, boolean crashed) implements Outcome {}
  }

  private final Function spec;
  private final RequestHandler<Object, Object> handler;
  private final Class<?> input;
  private final Engine engine;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();

  @SuppressWarnings("unchecked") // the trigger determines the type of the event
  LocalFunction(Function spec, RequestHandler<?, ?> handler, Class<?> input, Engine engine) {
    this.spec = spec;
    this.handler = (RequestHandler<Object, Object>) handler;
    this.input = input;
    this.engine = engine;
  }

  Function spec() {
    return spec;
  }

  String name() {
    return spec.name();
  }

  boolean isRunning() {
    return running.get() > 0;
  }

  /**
   * Runs the handler on this thread.
   *
   * @param mayCrash whether injected crashes may strike
   */
  Outcome invoke(Object event, boolean mayCrash) {
    running.incrementAndGet();
    engine.activity().moved();
    engine.meter().of(name()).invocations.increment();
    Invocation invocation =
        new Invocation(spec, requestId(), mayCrash, engine.clock(), engine.log());
    try {
      return new Outcome.Answered(
          ScopedValue.where(Crashes.CURRENT, invocation)
              .call(() -> handler.handleRequest(event, invocation)));
    } catch (RuntimeException | Error e) {
      engine.log().accept(failureLine(invocation, e));
      return new Outcome.Failed(e, invocation.crashed());
    } finally {
      running.decrementAndGet();
      engine.activity().moved();
    }
  }

  /** Invokes the handler with an empty event, as a schedule does. */
  Outcome invokeEmpty() {
    return invoke(empty(), true);
  }

  private Object empty() {
    if (input == Map.class) {
      return Map.of();
    }
    try {
      return input.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name() + " takes no empty event", e);
    }
  }

  private String requestId() {
    return new UUID(name().hashCode(), requests.incrementAndGet()).toString();
  }

  private String failureLine(Invocation invocation, Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return Json.text(
        Map.of(
            "level",
            "ERROR",
            "function",
            name(),
            "requestId",
            invocation.getAwsRequestId(),
            "outcome",
            invocation.crashed() ? "crashed" : "failed",
            // Not the message, which may contain personal data.
            "error",
            error.getClass().getName(),
            "at",
            trace.length == 0 ? "unknown" : trace[0].toString()));
  }
}
