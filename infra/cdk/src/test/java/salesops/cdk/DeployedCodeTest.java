package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.runtime.outbox.OutboxRepublisher;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.Operations;
import salesops.wiring.Wiring;

/** Holds the wiring and the roles to the code that is deployed. */
final class DeployedCodeTest {
  /** Calls of DynamoDB by the name of the client's method, or of a part of a transaction. */
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("batchGetItem", "BatchGetItem"),
          Map.entry("batchWriteItem", "BatchWriteItem"),
          Map.entry("conditionCheck", "ConditionCheckItem"),
          Map.entry("deleteItem", "DeleteItem"),
          Map.entry("getItem", "GetItem"),
          Map.entry("putItem", "PutItem"),
          Map.entry("query", "Query"),
          Map.entry("queryPaginator", "Query"),
          Map.entry("scan", "Scan"),
          Map.entry("updateItem", "UpdateItem"));

  private static final Map<String, String> TRANSACTION_PARTS =
      Map.of(
          "conditionCheck", "ConditionCheckItem",
          "delete", "DeleteItem",
          "put", "PutItem",
          "update", "UpdateItem");

  @Test
  void namesHandlersThatLambdaCanMake() throws ReflectiveOperationException {
    for (Function function : Wiring.SUITE.functions()) {
      Class<?> handler = Class.forName(function.handler());
      assertTrue(RequestHandler.class.isAssignableFrom(handler), function.handler());
      assertTrue(Modifier.isPublic(handler.getModifiers()), function.handler());
      assertTrue(Modifier.isPublic(handler.getConstructor().getModifiers()), function.handler());
    }
  }

  @Test
  void leadsEveryOperationToTheFunctionThatHasIt() {
    assertEquals(Optional.of("routing-operations"), Operations.functionOf("return"));
    assertEquals(Optional.of("intake-operations"), Operations.functionOf("release"));
    assertEquals(Optional.of("slack-operations"), Operations.functionOf("slackPerson"));
    assertEquals(Optional.of("webhooks-operations"), Operations.functionOf("resendWebhooks"));
    assertEquals(Optional.of("quota-operations"), Operations.functionOf("verifyLedger"));
    assertEquals(Optional.of("scoring-republish"), Operations.functionOf("scoring-republish"));
    assertEquals(Optional.empty(), Operations.functionOf("slack-republish"));
    assertEquals(Optional.empty(), Operations.functionOf("drop"));
  }

  @Test
  void givesEachOperationANameOfItsOwn() {
    assertEquals(Operations.all().stream().distinct().toList(), Operations.all());
  }

  @Test
  void takesHandlersFromTheJarOfTheirServiceOrTheRuntime() {
    for (Function function : Wiring.SUITE.functions()) {
      assertTrue(
          Stream.of("salesops." + function.jar() + ".", "salesops.runtime.")
              .anyMatch(function.handler()::startsWith),
          function.name());
    }
  }

  @Test
  void grantsAServiceTheCallsThatItsCodeMakes() {
    Map<String, Set<String>> granted = new TreeMap<>();
    for (Function function : Wiring.SUITE.functions()) {
      for (Need need : function.needs()) {
        if (need instanceof Need.OwnTable(List<String> calls, List<String> callsOnIndexes)) {
          Set<String> all = granted.computeIfAbsent(function.jar(), s -> new TreeSet<>());
          all.addAll(calls);
          all.addAll(callsOnIndexes);
        }
      }
    }
    Map<String, Set<String>> made = new TreeMap<>();
    granted
        .keySet()
        .forEach(
            service ->
                made.put(
                    service, calls(new ClassFileImporter().importPackages("salesops." + service))));
    assertEquals(made, granted);
  }

  /**
   * The wiring spells what the code reads and counts: a slip would go unnoticed until it matters.
   */
  @Test
  void spellsVariablesAndMetricsAsTheCodeDoes() throws IOException {
    String runtime = text("runtime");
    for (String jar : Wiring.SUITE.jars()) {
      String code = runtime + text(jar);
      for (Function function : Wiring.SUITE.functions()) {
        if (function.jar().equals(jar)) {
          function.needs().forEach(n -> assertTrue(code.contains(n.variable()), n.variable()));
          function.alarms().forEach(a -> assertTrue(code.contains(a.metric()), a.metric()));
        }
      }
    }
  }

  /** What the classes of a package spell out, among other bytes. */
  private static String text(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JavaClass type : new ClassFileImporter().importPackages("salesops." + folder)) {
      try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
        text.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  /** What {@code RolesTest} says that its roles may do. */
  @Test
  void onlyScansATableToSendItsEventsAgain() {
    assertEquals(
        Set.of("Scan"), calls(new ClassFileImporter().importClasses(OutboxRepublisher.class)));
  }

  private static Set<String> calls(JavaClasses classes) {
    Set<String> calls = new TreeSet<>();
    for (JavaClass type : classes) {
      for (JavaAccess<?> access : accesses(type)) {
        call(access.getTargetOwner().getName(), access.getName()).ifPresent(calls::add);
      }
    }
    return calls;
  }

  private static List<JavaAccess<?>> accesses(JavaClass type) {
    return Stream.<JavaAccess<?>>concat(
            type.getCodeUnitAccessesFromSelf().stream(),
            type.getCodeUnitReferencesFromSelf().stream())
        .toList();
  }

  private static Optional<String> call(String owner, String method) {
    if (owner.equals("software.amazon.awssdk.services.dynamodb.model.TransactWriteItem$Builder")) {
      return Optional.ofNullable(TRANSACTION_PARTS.get(method));
    }
    if (owner.equals("salesops.runtime.dynamo.ConditionalPut")) {
      return Set.of("put", "replace").contains(method) ? Optional.of("PutItem") : Optional.empty();
    }
    boolean client =
        owner.startsWith("software.amazon.awssdk.services.dynamodb.DynamoDb")
            || owner.matches(
                "software\\.amazon\\.awssdk\\.enhanced\\.dynamodb\\.DynamoDb[A-Za-z]+");
    return client ? Optional.ofNullable(CALLS.get(method)) : Optional.empty();
  }
}
