package salesops.local.engine;

/** A function ended with an exception, or died. */
public final class InvocationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvocationFailedException(String function, Throwable cause) {
    super("function " + function + " failed: " + cause.getClass().getName(), cause);
  }
}
