package salesops.cli.suite;

import java.util.Map;
import java.util.function.UnaryOperator;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.runtime.settings.SettingsTable;
import tools.jackson.core.type.TypeReference;

/** A suite that is asked and answers in JSON objects, and has nothing else. */
public record StubSuite(UnaryOperator<Map<String, Object>> operations) implements Suite {
  @Override
  public <A extends Operation.Answer> A ask(Operation<A> operation) {
    Map<String, Object> request = Json.MAPPER.convertValue(operation, new TypeReference<>() {});
    return OperationJson.answer(operation, Json.bytes(operations.apply(request)));
  }

  @Override
  public SettingsTable settings() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String address() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean webhooksSwitchedOn() {
    throw new UnsupportedOperationException();
  }
}
