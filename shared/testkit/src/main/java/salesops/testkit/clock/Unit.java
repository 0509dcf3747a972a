package salesops.testkit.clock;

import java.util.concurrent.locks.Condition;

/** A unit of work that runs or is paused. All state changes happen under the clock's lock. */
final class Unit {
  private final String name;
  private final boolean outside;
  private final Condition turn;
  private boolean mayContinue;

  /**
   * @param outside whether it came from outside, on a thread of the caller
   * @param turn signaled when the unit may continue
   */
  Unit(String name, boolean outside, Condition turn) {
    this.name = name;
    this.outside = outside;
    this.turn = turn;
  }

  String name() {
    return name;
  }

  boolean isOutside() {
    return outside;
  }

  Condition turn() {
    return turn;
  }

  boolean mayContinue() {
    return mayContinue;
  }

  /** Ends the pause. */
  void resume() {
    mayContinue = true;
    turn.signalAll();
  }

  /** Notes that the pause is over. */
  void resumed() {
    mayContinue = false;
  }
}
