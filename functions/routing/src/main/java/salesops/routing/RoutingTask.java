package salesops.routing;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** A lead on its way through the rounds of a batch. */
final class RoutingTask {
  private final RouteLeads.Request request;
  private int tries;
  private @Nullable RuntimeException lastError;
  private RouteLeads.@Nullable Result result;

  RoutingTask(RouteLeads.Request request) {
    this.request = request;
  }

  /** Of two messages about one lead that with the later score. */
  RoutingTask newer(RoutingTask other) {
    return other.request.scoreVersion() > request.scoreVersion() ? other : this;
  }

  RouteLeads.Request request() {
    return request;
  }

  int tries() {
    return tries;
  }

  /** Whether it is handled alone from now on, since it may be what fails the others. */
  boolean alone() {
    return tries >= RouteLeads.TRIES_TOGETHER_MAX;
  }

  boolean settled() {
    return result != null;
  }

  RouteLeads.Result result() {
    return result != null
        ? result
        : new RouteLeads.Result.Failed(
            lastError != null
                ? lastError
                : new IllegalStateException("the time for a batch is up"));
  }

  void done(String outcome) {
    result = new RouteLeads.Result.Done(outcome);
  }

  /** It can't be handled. */
  void failed(RuntimeException error) {
    result = new RouteLeads.Result.Failed(error);
  }

  /** Something moved meanwhile. */
  void moved() {
    missed(new IllegalStateException("moved on each of " + RouteLeads.TRIES_MAX + " tries"));
  }

  /** Something failed that concerned others too; which of them is at fault will be seen. */
  void suspected(RuntimeException error) {
    tries = Math.max(tries + 1, RouteLeads.TRIES_TOGETHER_MAX);
    lastError = error;
  }

  /** A request failed; its effect may have come about all the same. */
  void missed(RuntimeException error) {
    if (!(error instanceof SdkException) && !(error instanceof IllegalStateException)) {
      failed(error);
      return;
    }
    tries++;
    lastError = error;
    if (tries >= RouteLeads.TRIES_MAX) {
      failed(error);
    }
  }
}
