package salesops.cdk;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** A function's alarms. They go out by e-mail, since Slack may be what is broken. */
final class Alarms {
  /** Oldest that an unread record of a stream may be; normal is under a second. */
  private static final Duration STREAM_AGE_MAX = Duration.minutes(1);

  /** Oldest that a queued message may be: well past the retries of a short disturbance. */
  private static final Duration QUEUE_AGE_MAX = Duration.minutes(10);

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
