package salesops.cdk;

import java.util.List;
import java.util.Map;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.Secret;
import salesops.wiring.Wiring;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What a role may do: exact actions on one resource each. */
final class Grants {
  private Grants() {}

  /** A role that may do nothing yet; no managed policy, which would grant on all resources. */
  static Role role(Construct function) {
    return Role.Builder.create(function, "role")
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .build();
  }

  static void need(Role role, Need need, Function function, Surroundings among) {
    StateStack state = among.state();
    switch (need) {
      case Need.OwnTable calls -> ownTable(role, calls, function, state);
      case Need.Settings _ ->
          allow(
              role,
              List.of("dynamodb:GetItem"),
              List.of(state.table(Wiring.SETTINGS_TABLE).getTableArn()));
      case Need.Bus _ ->
          role.addToPolicy(
              PolicyStatement.Builder.create()
                  .actions(List.of("events:PutEvents"))
                  .resources(List.of(among.bus().getEventBusArn()))
                  // In nobody else's name.
                  .conditions(
                      Map.of(
                          "ForAllValues:StringEquals",
                          Map.of("events:source", "salesops." + function.service())))
                  .build());
      case Need.Outboxes _ ->
          allow(
              role,
              List.of("dynamodb:Scan"),
              List.of(state.table(function.service()).getTableArn()));
      case Need.SecretValue(Secret secret) ->
          allow(
              role,
              List.of("secretsmanager:GetSecretValue"),
              List.of(state.secret(secret).getSecretArn()));
      // Dead letters come with the stream's reader; the others are texts.
      case Need.DeadLetters _, Need.PublicAddress _, Need.Text _, Need.Choice _ -> {}
    }
  }

  private static void ownTable(
      Role role, Need.OwnTable calls, Function function, StateStack state) {
    Table table = state.table(function.service());
    allow(role, actions(calls.calls()), List.of(table.getTableArn()));
    if (!calls.callsOnIndexes().isEmpty()) {
      List<String> indexes =
          state.indexes(function.service()).stream()
              .map(index -> table.getTableArn() + "/index/" + index)
              .toList();
      allow(role, actions(calls.callsOnIndexes()), indexes);
    }
  }

  private static List<String> actions(List<String> calls) {
    return calls.stream().map(call -> "dynamodb:" + call).toList();
  }

  static void logs(Role role, LogGroup logs) {
    allow(
        role, List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logs.getLogGroupArn()));
  }

  static void consume(Role role, Queue queue) {
    allow(
        role,
        List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
        List.of(queue.getQueueArn()));
  }

  static void bury(Role role, Queue deadLetters) {
    allow(role, List.of("sqs:SendMessage"), List.of(deadLetters.getQueueArn()));
  }

  static void readStream(Role role, Table table) {
    allow(
        role,
        List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
        List.of(table.getTableStreamArn()));
    // Lambda refuses the mapping without it.
    allow(role, List.of("dynamodb:ListStreams"), List.of("*"));
  }

  /** Says why some actions are not narrowed; to be called when the role is complete. */
  static void explain(Role role) {
    Nag.acceptBelow(
        role,
        "AwsSolutions-IAM5",
        List.of("Resource::*"),
        "dynamodb:ListStreams and X-Ray's actions take no resource");
  }

  private static void allow(Role role, List<String> actions, List<String> resources) {
    role.addToPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }
}
