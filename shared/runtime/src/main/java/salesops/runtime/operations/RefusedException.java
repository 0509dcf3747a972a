package salesops.runtime.operations;

/** Thrown where an operation turns out to be refused before there is an answer to give. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refused refused;

  public RefusedException(Refused refused) {
    super(refused.message());
    this.refused = refused;
  }

  /** A request that cannot be understood, or asks for what is out of range. */
  public static RefusedException invalid(String message) {
    return new RefusedException(new Refused(Refused.INVALID, message));
  }

  public Refused refused() {
    return refused;
  }

  @Override
  public String getMessage() {
    return refused.message();
  }
}
