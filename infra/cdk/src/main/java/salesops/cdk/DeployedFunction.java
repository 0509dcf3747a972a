package salesops.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.wiring.Function;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import salesops.wiring.Wiring.Environment;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * One function with all that is its own: role, log group, published version and alias, queue and
 * dead letters, rules, schedules, alarms. Whatever calls it calls the alias: only published
 * versions have a snapshot to start from.
 */
final class DeployedFunction extends Construct {
  /** The alias that everything calls. */
  static final String ALIAS = "live";

  /** How long log lines are kept. */
  static final RetentionDays LOG_RETENTION = RetentionDays.ONE_MONTH;

  /**
   * A snapshot that nothing starts from for 14 days is dropped, and the next start is a slow one.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a>
   */
  private static final Duration AWAKE_EVERY = Duration.days(1);

  private final Function wired;
  private final Surroundings among;
  private final Role role;
  private final Alarms alarms;
  private final Alias alias;

  DeployedFunction(Construct scope, String id, Function wired, Surroundings among) {
    super(scope, id);
    this.wired = wired;
    this.among = among;
    this.alarms = new Alarms(this, among.state().alarmTopic(), wired.name());
    LogGroup logs =
        LogGroup.Builder.create(this, "logs")
            .retention(LOG_RETENTION)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.role = Grants.role(this);
    Grants.logs(role, logs);
    wired.access().stream().sorted().forEach(a -> Grants.access(role, a, wired, among));
    Optional<DeadLetters> deadLetters = deadLetters();
    this.alias = publish(logs, deadLetters);
    if (!wired.isRare()) {
      alarms.errors(alias);
      wake();
    }
    deadLetters.ifPresent(this::listen);
    wired.http().forEach(h -> among.http().route(h, wired.name(), alias));
    Grants.explain(role);
  }

  Alias alias() {
    return alias;
  }

  private Optional<DeadLetters> deadLetters() {
    boolean needed =
        wired.trigger(Trigger.Queue.class).isPresent() || wired.streamTable().isPresent();
    return needed ? Optional.of(new DeadLetters(this, alarms)) : Optional.empty();
  }

  private Alias publish(LogGroup logs, Optional<DeadLetters> deadLetters) {
    var function =
        software.amazon.awscdk.services.lambda.Function.Builder.create(this, "function")
            .description("Salesops " + wired.name())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(wired.handler())
            .code(
                software.amazon.awscdk.services.lambda.Code.fromAsset(
                    among.code().of(wired.service()).toString()))
            .memorySize(wired.memoryMegabytes())
            .timeout(duration(wired.timeout()))
            .environment(environment(deadLetters))
            .role(role)
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .tracing(Tracing.ACTIVE)
            // A snapshot that nothing keeps awake would be gone when it is called for.
            .snapStart(wired.isRare() ? null : SnapStartConf.ON_PUBLISHED_VERSIONS)
            .build();
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    return Alias.Builder.create(this, "alias")
        .aliasName(ALIAS)
        .version(function.getCurrentVersion())
        .build();
  }

  private Map<String, String> environment(Optional<DeadLetters> deadLetters) {
    Map<String, String> values = new HashMap<>();
    for (String name : wired.environment()) {
      values.put(
          name,
          switch (name) {
            case Environment.SERVICE -> Wiring.serviceName(wired);
            case Environment.TABLE -> among.state().table(Wiring.serviceName(wired)).getTableName();
            case Environment.SETTINGS_TABLE ->
                among.state().table(Wiring.SETTINGS_TABLE).getTableName();
            case Environment.BUS -> among.bus().getEventBusName();
            case Environment.DEAD_LETTERS -> deadLetters.orElseThrow().queue().getQueueUrl();
            case Environment.SLACK_TOKEN_SECRET -> among.state().slackTokenSecret().getSecretArn();
            case Environment.SLACK_API -> among.slackApi();
            case Environment.WEBHOOK_KEYS_SECRET ->
                among.state().webhookKeysSecret().getSecretArn();
            case Environment.WEBHOOK_LOOPBACK -> "refused";
            case Environment.SIGNING_KEY_SECRET -> among.state().signingKeySecret().getSecretArn();
            case Environment.SERVER_KEYS_SECRET -> among.state().serverKeysSecret().getSecretArn();
            case Environment.PUBLIC_ADDRESS -> among.http().address();
            default -> throw new IllegalStateException("no value for variable " + name);
          });
    }
    return values;
  }

  private void listen(DeadLetters deadLetters) {
    for (Trigger trigger : wired.triggers()) {
      switch (trigger) {
        case Trigger.Queue queue -> {
          Inbox inbox = new Inbox(this, wired, queue, deadLetters.queue());
          inbox.rules(
              among.bus(),
              deadLetters.queue(),
              Wiring.isOptional(wired) ? Optional.of(among.webhooksOn()) : Optional.empty());
          inbox.feed(alias, role);
          alarms.waiting(inbox.queue());
        }
        case Trigger.Stream stream -> {
          StreamReader.feed(
              this, among.state().table(stream.table()), stream, deadLetters.queue(), alias, role);
          alarms.behind(alias);
          if (wired.access().contains(Function.Access.WEBHOOK_KEYS)) {
            alarms.deadWebhooks(wired.service());
          }
        }
        case Trigger.Http _, Trigger.Schedule _, Trigger.Invoke _, Trigger.Republish _ -> {}
      }
    }
  }

  private void wake() {
    Optional<Trigger.Schedule> schedule = wired.trigger(Trigger.Schedule.class);
    Rule.Builder.create(this, schedule.isPresent() ? "schedule" : "awake")
        .description("Starts Salesops " + wired.name() + " with an empty event")
        .schedule(Schedule.rate(schedule.map(s -> duration(s.every())).orElse(AWAKE_EVERY)))
        .targets(
            List.of(
                LambdaFunction.Builder.create(alias)
                    .event(RuleTargetInput.fromObject(Map.of()))
                    .build()))
        .build();
  }

  static Duration duration(java.time.Duration duration) {
    return Duration.seconds(duration.toSeconds());
  }
}
