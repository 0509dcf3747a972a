package salesops.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.runtime.lambda.Platform;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.Secret;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
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
    wired.needs().forEach(need -> Grants.need(role, need, wired, among));
    Optional<DeadLetters> deadLetters = deadLetters();
    this.alias = publish(logs, deadLetters);
    if (!wired.rare()) {
      alarms.errors(alias);
      wake();
    }
    deadLetters.ifPresent(this::listen);
    wired.alarms().forEach(own -> alarms.own(own, wired.service()));
    wired.http().forEach(h -> among.routes().lead(h, wired.name(), alias));
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
                    among.code().of(wired.jar()).toString()))
            .memorySize(wired.memoryMegabytes())
            .timeout(duration(wired.timeout()))
            .environment(environment(deadLetters))
            .role(role)
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .applicationLogLevelV2(ApplicationLogLevel.INFO)
            // Without the three lines by which the platform tells of each invocation.
            .systemLogLevelV2(SystemLogLevel.WARN)
            .tracing(Context.of(this).isTraced() ? Tracing.ACTIVE : Tracing.DISABLED)
            // A snapshot that nothing keeps awake would be gone when it is called for.
            .snapStart(wired.rare() ? null : SnapStartConf.ON_PUBLISHED_VERSIONS)
            .build();
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    return Alias.Builder.create(this, "alias")
        .aliasName(ALIAS)
        .version(function.getCurrentVersion())
        .build();
  }

  private Map<String, String> environment(Optional<DeadLetters> deadLetters) {
    Map<String, String> values = new HashMap<>();
    values.put(Platform.SERVICE, wired.service());
    wired.needs().forEach(need -> values.put(need.variable(), value(need, deadLetters)));
    return values;
  }

  private String value(Need need, Optional<DeadLetters> deadLetters) {
    StateStack state = among.state();
    return switch (need) {
      case Need.OwnTable _, Need.Outboxes _ -> state.table(wired.service()).getTableName();
      case Need.Settings _ -> state.table(Wiring.SETTINGS_TABLE).getTableName();
      case Need.Bus _ -> among.bus().getEventBusName();
      case Need.DeadLetters _ -> deadLetters.orElseThrow().queue().getQueueUrl();
      case Need.SecretValue(Secret secret) -> state.secret(secret).getSecretArn();
      case Need.PublicAddress _ -> among.address();
      case Need.Text text -> text.onAws();
      case Need.Choice choice -> Context.of(this).text(choice.key()).orElse(choice.usual());
    };
  }

  private void listen(DeadLetters deadLetters) {
    for (Trigger trigger : wired.triggers()) {
      switch (trigger) {
        case Trigger.Queue queue -> {
          Inbox inbox = new Inbox(this, wired, queue, deadLetters.queue());
          inbox.rules(
              among.bus(),
              deadLetters.queue(),
              Optional.ofNullable(queue.optional()).map(among.switches()::get));
          inbox.feed(alias, role);
          alarms.waiting(inbox.queue());
        }
        case Trigger.Stream stream -> {
          StreamReader.feed(
              this, among.state().table(stream.table()), stream, deadLetters.queue(), alias, role);
          alarms.behind(alias);
          alarms.unread(among.state().table(stream.table()));
        }
        case Trigger.Http _, Trigger.Schedule _, Trigger.Invoke _ -> {}
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
