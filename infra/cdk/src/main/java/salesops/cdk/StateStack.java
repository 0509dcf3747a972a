package salesops.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.wiring.Secret.Initial;
import salesops.wiring.Wiring;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * What must survive: the tables, the secrets, the HTTP API whose address people know, and the topic
 * they subscribed to.
 */
final class StateStack extends Stack {
  /** Letters and digits: some 380 bits. */
  private static final int SIGNING_KEY_CHARS = 64;

  private final Wiring wiring;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<salesops.wiring.Secret, Secret> secrets = new HashMap<>();
  private final Topic alarms;
  private final HttpEntrance http;

  StateStack(Construct app, String id, Wiring wiring) {
    super(app, id);
    this.wiring = wiring;
    setTerminationProtection(true);
    wiring.tables().forEach(t -> tables.put(t.name(), table(t)));
    wiring.secrets().forEach(s -> secrets.put(s, made(s)));
    alarms = alarms();
    http = new HttpEntrance(this, "http");
    CfnOutput.Builder.create(this, "AlarmTopic").value(alarms.getTopicArn()).build();
  }

  Table table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  /** Names of a table's indexes. */
  List<String> indexes(String table) {
    return wiring.table(table).indexes().stream().map(salesops.wiring.Table.Index::name).toList();
  }

  Secret secret(salesops.wiring.Secret wired) {
    return Objects.requireNonNull(secrets.get(wired), wired.name());
  }

  HttpEntrance http() {
    return http;
  }

  Topic alarmTopic() {
    return alarms;
  }

  private Table table(salesops.wiring.Table wired) {
    String name = wired.name();
    Table.Builder builder =
        Table.Builder.create(this, "table-" + name)
            .partitionKey(key("pk", AttributeType.STRING))
            .sortKey(key("sk", AttributeType.NUMBER))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .stream(StreamViewType.NEW_AND_OLD_IMAGES)
            .encryption(TableEncryption.DEFAULT)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    if (wired.timeToLive() != null) {
      builder.timeToLiveAttribute(wired.timeToLive());
    }
    Table table = builder.build();
    for (salesops.wiring.Table.Index index : wired.indexes()) {
      table.addGlobalSecondaryIndex(
          GlobalSecondaryIndexProps.builder()
              .indexName(index.name())
              .partitionKey(key(index.partitionKey(), AttributeType.STRING))
              .sortKey(key(index.sortKey(), AttributeType.NUMBER))
              .projectionType(ProjectionType.KEYS_ONLY)
              .build());
    }
    CfnOutput.Builder.create(this, "Table" + capitalised(name)).value(table.getTableName()).build();
    return table;
  }

  private Secret made(salesops.wiring.Secret wired) {
    Secret.Builder builder =
        Secret.Builder.create(this, wired.name())
            .description(wired.description())
            .removalPolicy(RemovalPolicy.RETAIN);
    switch (wired.initial()) {
      case Initial.Unset _ -> {}
      case Initial.Text(String text) ->
          builder.secretStringValue(SecretValue.unsafePlainText(text));
      case Initial.Key _ -> builder.generateSecretString(key().build());
      case Initial.NamedKey(String name) ->
          builder.generateSecretString(
              key().secretStringTemplate("{}").generateStringKey(name).build());
    }
    Secret secret = builder.build();
    Nag.accept(secret, "AwsSolutions-SMG4", wired.unrotated());
    CfnOutput.Builder.create(this, capitalised(wired.name())).value(secret.getSecretArn()).build();
    return secret;
  }

  private static SecretStringGenerator.Builder key() {
    return SecretStringGenerator.builder()
        .passwordLength(SIGNING_KEY_CHARS)
        .excludePunctuation(true);
  }

  private Topic alarms() {
    Topic topic = Topic.Builder.create(this, "alarms").enforceSsl(true).build();
    topic.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // Any policy replaces the default one, by which the account's own alarms may publish.
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(
                Map.of(
                    "StringEquals", Map.of("aws:SourceAccount", getAccount()),
                    "ArnLike",
                        Map.of(
                            "aws:SourceArn",
                            formatArn(
                                ArnComponents.builder()
                                    .service("cloudwatch")
                                    .resource("alarm")
                                    .resourceName("*")
                                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                    .build()))))
            .build());
    CfnParameter email =
        CfnParameter.Builder.create(this, "AlarmEmail")
            .defaultValue("")
            .description("Address that alarms are sent to; empty: nobody is subscribed here")
            .build();
    CfnCondition given =
        CfnCondition.Builder.create(this, "AlarmEmailGiven")
            .expression(Fn.conditionNot(Fn.conditionEquals(email.getValueAsString(), "")))
            .build();
    CfnSubscription subscription =
        CfnSubscription.Builder.create(this, "alarm-email")
            .topicArn(topic.getTopicArn())
            .protocol("email")
            .endpoint(email.getValueAsString())
            .build();
    subscription.getCfnOptions().setCondition(given);
    return topic;
  }

  private static Attribute key(String name, AttributeType type) {
    return Attribute.builder().name(name).type(type).build();
  }

  /** {@code slack-token} as {@code SlackToken}. */
  private static String capitalised(String name) {
    return Stream.of(name.split("-", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
