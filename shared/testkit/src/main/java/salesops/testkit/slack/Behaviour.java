package salesops.testkit.slack;

/** How the stand-in answers a call. */
public sealed interface Behaviour {

  /** As Slack does when it is well. */
  record Normal() implements Behaviour {}

  /** 429 with this Retry-After. */
  record Limited(int retryAfterSeconds) implements Behaviour {}

  /** An HTTP status and nothing useful; the call has no effect. */
  record Status(int status) implements Behaviour {}

  /** 200 with {@code ok: false} and this error; the call has no effect. */
  record Refused(String error) implements Behaviour {}

  /**
   * No answer until the stand-in is closed or the caller goes away.
   *
   * @param accepts whether the call takes effect all the same
   */
  record Hangs(boolean accepts) implements Behaviour {}

  /**
   * The connection is closed without an answer.
   *
   * @param accepts whether the call takes effect all the same
   */
  record Drops(boolean accepts) implements Behaviour {}
}
