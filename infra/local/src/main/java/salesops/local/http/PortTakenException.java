package salesops.local.http;

/** The port that was asked for is in use by another program. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortTakenException(int port, Throwable cause) {
    super("port " + port + " is taken by another program", cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
