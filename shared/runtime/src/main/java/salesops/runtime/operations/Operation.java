package salesops.runtime.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A request that operators make of a function: {@code {"operation": "release", "lead": …}}. The
 * operations of a function are the records of one sealed interface; {@link
 * com.fasterxml.jackson.annotation.JsonTypeName} is the name of each, its components are the
 * arguments.
 *
 * @param <A> what answers it when it is not refused
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Operation.NAME)
public interface Operation<A extends Operation.Answer> {
  /** Field with the operation's name. */
  String NAME = "operation";

  /** Result of an operation: a record of facts, or {@link Refused}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  interface Answer {}
}
