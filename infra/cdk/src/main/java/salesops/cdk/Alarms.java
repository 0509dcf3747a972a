package salesops.cdk;

import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Alarms of a function or of the HTTP API. They go out by email, since Slack may be broken. */
final class Alarms {
  /** Oldest that an unread record of a stream may be; normal is under a second. */
  private static final Duration STREAM_AGE_MAX = Duration.minutes(1);

  /** Oldest that a queued message may be: well past the retries of a short disturbance. */
  private static final Duration QUEUE_AGE_MAX = Duration.minutes(10);

  /** Periods without a look at a stream; a deployment that replaces the mapping takes less. */
  private static final int UNREAD_PERIODS = 3;

  private static final int STREAM_LABEL = 3;

  private static final Duration MINUTE = Duration.minutes(1);
  private static final Duration FIVE_MINUTES = Duration.minutes(5);

  private final Construct function;
  private final Topic topic;
  private final String name;

  Alarms(Construct function, Topic topic, String name) {
    this.function = function;
    this.topic = topic;
    this.name = name;
  }

  void errors(Alias alias) {
    above(0, alias.metricErrors(sum(FIVE_MINUTES)), "errors", "failed");
    above(0, alias.metricThrottles(sum(FIVE_MINUTES)), "throttles", "was throttled");
  }

  void deadLetters(Queue queue) {
    above(
        0,
        queue.metricApproximateNumberOfMessagesVisible(maximum()),
        "dead-letters-alarm",
        "has dead letters: look, mend, redrive");
  }

  void waiting(Queue queue) {
    above(
        QUEUE_AGE_MAX.toSeconds().intValue(),
        queue.metricApproximateAgeOfOldestMessage(maximum()),
        "queue-alarm",
        "leaves messages waiting");
  }

  void behind(Alias alias) {
    above(
        STREAM_AGE_MAX.toMilliseconds().intValue(),
        alias.metric("IteratorAge", maximum()),
        "stream-alarm",
        "is behind the stream of its table");
  }

  /**
   * When nobody asks for the table's stream: its mapping was disabled, deleted or lost its role.
   * Lambda asks four times a second in the name of the function's role, also when the table is
   * idle, so here no data is bad. The iterator's age says nothing then, since it is told by
   * invocations.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">Metrics
   *     of DynamoDB</a>
   */
  void unread(Table table) {
    String arn = Objects.requireNonNull(table.getTableStreamArn());
    Alarm.Builder.create(function, "unread-alarm")
        .alarmDescription("Salesops " + name + " does not read the stream of its table")
        .metric(
            Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName("SuccessfulRequestLatency")
                .dimensionsMap(
                    Map.of(
                        "Operation", "GetRecords",
                        "TableName", table.getTableName(),
                        // arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL
                        "StreamLabel", Fn.select(STREAM_LABEL, Fn.split("/", arn))))
                .statistic("SampleCount")
                .period(FIVE_MINUTES)
                .build())
        .threshold(0)
        .comparisonOperator(ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(UNREAD_PERIODS)
        .treatMissingData(TreatMissingData.BREACHING)
        .build()
        .addAlarmAction(new SnsAction(topic));
  }

  /** What visitors notice. Other 4xx are theirs, and a bot could raise the alarm with them. */
  void http(HttpEntrance http) {
    above(
        0,
        http.api().metricServerError(sum(FIVE_MINUTES)),
        "http-5xx",
        "answered 5xx: somebody's lead may not have been taken");
    MetricFilter throttled =
        MetricFilter.Builder.create(function, "http-429-lines")
            .logGroup(http.logs())
            .filterPattern(FilterPattern.stringValue("$.status", "=", "429"))
            .metricNamespace("Salesops")
            .metricName("HttpThrottled")
            .metricValue("1")
            .build();
    above(
        0,
        throttled.metric(sum(FIVE_MINUTES)),
        "http-429",
        "answered 429: more requests than its limit lets through");
  }

  /** On a metric that the function emits itself. */
  void own(salesops.wiring.Alarm wired, String service) {
    alarm(
        Metric.Builder.create()
            .namespace("Salesops")
            .metricName(wired.metric())
            .dimensionsMap(Map.of("service", service))
            .statistic(
                switch (wired.statistic()) {
                  case SUM -> "Sum";
                  case MAXIMUM -> "Maximum";
                })
            .period(DeployedFunction.duration(wired.period()))
            .build(),
        wired.above(),
        wired.periods(),
        wired.metric(),
        wired.message());
  }

  private void above(int threshold, IMetric metric, String id, String what) {
    alarm(metric, threshold, 1, id, what);
  }

  private void alarm(IMetric metric, long threshold, int periods, String id, String what) {
    Alarm.Builder.create(function, id)
        .alarmDescription("Salesops " + name + " " + what)
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
        .evaluationPeriods(periods)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build()
        .addAlarmAction(new SnsAction(topic));
  }

  private static MetricOptions sum(Duration period) {
    return MetricOptions.builder().statistic("Sum").period(period).build();
  }

  private static MetricOptions maximum() {
    return MetricOptions.builder().statistic("Maximum").period(MINUTE).build();
  }
}
