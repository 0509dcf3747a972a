package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import salesops.local.faults.Crashes;
import salesops.wiring.Function;

/** An invocation of a function, as its handler and fault injection see it. */
final class Invocation implements Context, Crashes.Mortal {
  private final Function function;
  private final String requestId;
  private final boolean mayCrash;
  private final Consumer<String> log;
  private final Clock clock;
  private final Instant deadline;
  private final AtomicBoolean crashed = new AtomicBoolean();

  /**
   * @param mayCrash false if its messages have had their share of faults
   */
  Invocation(
      Function function, String requestId, boolean mayCrash, Clock clock, Consumer<String> log) {
    this.function = function;
    this.requestId = requestId;
    this.mayCrash = mayCrash;
    this.log = log;
    this.clock = clock;
    this.deadline = clock.instant().plus(function.timeout());
  }

  @Override
  public boolean mayCrash() {
    return mayCrash;
  }

  @Override
  public void crashes() {
    crashed.set(true);
  }

  boolean crashed() {
    return crashed.get();
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "local";
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + function.name();
  }

  @Override
  @SuppressWarnings("NullAway") // as on Lambda, for callers without Cognito
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // as on Lambda, for callers other than the mobile SDK
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMegabytes();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.accept(message);
      }

      @Override
      public void log(byte[] message) {
        log.accept(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
