package salesops.runtime.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation.Answer;

/**
 * Entry by which operators call a function, with IAM credentials only: reads the operation, has it
 * answered, logs one outcome.
 *
 * @param <O> the sealed interface of the function's operations
 */
public abstract class OperationsEntry<O extends Operation<?>>
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final Class<? super O> family;
  private final Log log;

  protected OperationsEntry(Class<? super O> family, Platform platform) {
    this.family = family;
    this.log = new Log(platform);
  }

  /**
   * Does what is asked.
   *
   * @return what the operation names as its answer, or {@link Refused}
   * @throws RefusedException as good as {@link Refused}
   */
  protected abstract Answer answer(O operation);

  @Override
  public final Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    // The daily no-op that keeps the snapshot active names no operation.
    if (request == null || !request.containsKey(Operation.NAME)) {
      return OperationJson.map(new NothingAsked());
    }
    long start = System.nanoTime();
    Answer answer = answer(request);
    log.outcome(
        "Operation",
        null,
        answer instanceof Refused refused ? refused.code() : "done",
        (System.nanoTime() - start) / 1_000_000);
    return OperationJson.map(answer);
  }

  /**
   * Names of the operations that a handler has.
   *
   * @param handler a subclass of this
   */
  public static Set<String> names(Class<?> handler) {
    Class<?> family =
        Json.MAPPER
            .getTypeFactory()
            .constructType(handler)
            .findSuperType(OperationsEntry.class)
            .containedType(0)
            .getRawClass();
    return Stream.of(family.getPermittedSubclasses())
        .map(operation -> operation.getAnnotation(JsonTypeName.class).value())
        .collect(Collectors.toSet());
  }

  private record NothingAsked() implements Answer {}

  private Answer answer(Map<String, Object> request) {
    try {
      @SuppressWarnings("unchecked") // the records of the family are its operations
      O operation = (O) OperationJson.operation(request, family);
      Answer answer = answer(operation);
      Class<?> promised = OperationJson.answerType(operation).getRawClass();
      if (!promised.isInstance(answer) && !(answer instanceof Refused)) {
        throw new IllegalStateException(promised + " is the answer, not " + answer.getClass());
      }
      return answer;
    } catch (RefusedException e) {
      return e.refused();
    }
  }
}
