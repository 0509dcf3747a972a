package salesops.local.faults;

/** Where invocations die, if the seed says so. */
public final class Crashes {
  /** Who can die on this thread. */
  public static final ScopedValue<Mortal> CURRENT = ScopedValue.newInstance();

  private Crashes() {}

  /** An invocation, as crashes see it. */
  public interface Mortal {
    /** False when its messages have suffered enough. */
    boolean mayCrash();

    /** Notes that it does. */
    void crashes();
  }

  /** Dies here, if the seed says so; only within an invocation that may. */
  public static void point(Faults faults, String point) {
    if (faults.on()
        && CURRENT.isBound()
        && CURRENT.get().mayCrash()
        && faults.strikes(Fault.CRASH, point, Faults.CRASH)) {
      CURRENT.get().crashes();
      throw new Crash(point);
    }
  }
}
