package salesops.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import salesops.wiring.Wiring;
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
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What must survive: the tables, the Slack token, and the topic people subscribed to. */
final class StateStack extends Stack {
  /** Letters and digits: some 380 bits. */
  private static final int SIGNING_KEY_CHARS = 64;

  private final Wiring wiring;
  private final Map<String, Table> tables = new HashMap<>();
  private final Secret slackToken;
  private final Secret webhookKeys;
  private final Secret signingKey;
  private final Secret serverKeys;
  private final Topic alarms;

  StateStack(Construct app, String id, Wiring wiring) {
    super(app, id);
    this.wiring = wiring;
    setTerminationProtection(true);
    wiring.tables().forEach(t -> tables.put(t.name(), table(t)));
    slackToken = slackToken();
    webhookKeys = webhookKeys();
    signingKey = signingKey();
    serverKeys = serverKeys();
    alarms = alarms();
    CfnOutput.Builder.create(this, "SlackToken").value(slackToken.getSecretArn()).build();
    CfnOutput.Builder.create(this, "ServerKeys").value(serverKeys.getSecretArn()).build();
    CfnOutput.Builder.create(this, "WebhookKeys").value(webhookKeys.getSecretArn()).build();
    CfnOutput.Builder.create(this, "AlarmTopic").value(alarms.getTopicArn()).build();
  }

  Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }

  /** Names of a table's indexes. */
  List<String> indexes(String table) {
    return wiring.tables().stream()
        .filter(t -> t.name().equals(table))
        .flatMap(t -> t.indexes().stream())
        .map(salesops.wiring.Table.Index::name)
        .toList();
  }

  Secret slackTokenSecret() {
    return slackToken;
  }

  Secret webhookKeysSecret() {
    return webhookKeys;
  }

  Secret signingKeySecret() {
    return signingKey;
  }

  Secret serverKeysSecret() {
    return serverKeys;
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
            .encryption(TableEncryption.AWS_MANAGED)
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

  private Secret slackToken() {
    return secret(
        "slack-token",
        "Slack bot token (xoxb-…) that Salesops sends messages with",
        "Slack issues bot tokens; nothing here can renew one",
        secret -> secret);
  }

  private Secret webhookKeys() {
    return secret(
        "webhook-keys",
        "Keys that Salesops signs webhooks with: {\"endpoint\": \"key\", …}",
        "A key is changed together with the system that checks it",
        secret -> secret.secretStringValue(SecretValue.unsafePlainText("{}")));
  }

  private Secret signingKey() {
    return secret(
        "signing-key",
        "Key that Salesops signs links and form tokens with; made at deployment",
        "Replaced by hand: a second new key within a week would end links that people have",
        secret -> secret.generateSecretString(key().build()));
  }

  private Secret serverKeys() {
    return secret(
        "server-keys",
        "Keys of the programs that may post leads to Salesops: {name: key}",
        "Each program has to be given its new key by hand",
        secret ->
            secret.generateSecretString(
                key().secretStringTemplate("{}").generateStringKey("website").build()));
  }

  private static SecretStringGenerator.Builder key() {
    return SecretStringGenerator.builder()
        .passwordLength(SIGNING_KEY_CHARS)
        .excludePunctuation(true);
  }

  /**
   * @param unrotated why nothing here renews it
   * @param value sets what it is at first
   */
  private Secret secret(
      String name, String description, String unrotated, UnaryOperator<Secret.Builder> value) {
    Secret secret =
        value
            .apply(
                Secret.Builder.create(this, name)
                    .description(description)
                    .removalPolicy(RemovalPolicy.RETAIN))
            .build();
    Nag.accept(secret, "AwsSolutions-SMG4", unrotated);
    return secret;
  }

  private Topic alarms() {
    Topic topic = Topic.Builder.create(this, "alarms").enforceSsl(true).build();
    topic.applyRemovalPolicy(RemovalPolicy.RETAIN);
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

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
