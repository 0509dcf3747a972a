package salesops.local.engine;

/** Reports that a function threw or crashed. */
public final class InvocationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvocationFailedException(String function, Throwable cause) {
    super("function " + function + " failed: " + cause.getClass().getName(), cause);
  }
}
