package salesops.local.faults;

/** Ends an invocation as the death of its process would: no handler catches it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String point) {
    super("injected crash at " + point, null, false, false);
  }
}
