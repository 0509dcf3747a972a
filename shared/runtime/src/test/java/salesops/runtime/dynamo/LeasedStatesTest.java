package salesops.runtime.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeasedStatesTest {
  private static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");

  /** What the worker changes, and what others change. */
  record Mine(int value) {}

  record Theirs(int value) {}

  record State(Revision revision, Lease lease, Mine mine, Theirs theirs) implements Leased<State> {
    static final State FIRST = new State(Revision.NONE, Lease.FREE, new Mine(0), new Theirs(0));

    @Override
    public State onTopOf(State found) {
      return with(found.revision, found.theirs);
    }
  }

  /** A table in memory, of which another writer is at times quicker. */
  private static final class Table implements LeasedStates<String, State> {
    private final Map<String, State> states = new HashMap<>();
    private int othersFirst;

    @Override
    public Optional<State> find(String key) {
      return Optional.ofNullable(states.get(key));
    }

    @Override
    public boolean replace(State next) {
      if (othersFirst > 0) {
        othersFirst--;
        State found = states.getOrDefault("k", State.FIRST);
        Theirs more = new Theirs(found.theirs.value + 1);
        states.put("k", found.with(found.revision.next(), more));
      }
      State found = states.getOrDefault("k", State.FIRST);
      if (!found.revision.equals(next.revision())) {
        return false;
      }
      states.put("k", next.with(next.revision().next()));
      return true;
    }
  }

  private final Table table = new Table();

  private State take(String worker) {
    State free = table.find("k").orElse(State.FIRST);
    return table.write("k", free.with(new Lease(worker, NOON)), worker).orElseThrow();
  }

  @Test
  void writesTheNextRevision() {
    State taken = take("me");
    assertEquals(new Revision(1), taken.revision());
    assertEquals(taken, table.find("k").orElseThrow());
  }

  @Test
  void keepsWhatOthersChangedWhileAWorkerHasTheLease() {
    State taken = take("me");
    table.othersFirst = 3;
    State written = table.write("k", taken.with(new Mine(7)), "me").orElseThrow();
    assertEquals(written, table.find("k").orElseThrow());
    assertEquals(new Mine(7), written.mine());
    assertEquals(new Theirs(3), written.theirs());
  }

  @Test
  void writesNothingOnceAnotherHasTheLease() {
    State taken = take("me");
    State lost = take("another");
    assertEquals(Optional.empty(), table.write("k", taken.with(new Mine(7)), "me"));
    assertEquals(lost, table.find("k").orElseThrow());
  }

  @Test
  void changesAStateWhoeverHasItsLease() {
    State taken = take("another");
    table.othersFirst = 2;
    table.change("k", State.FIRST, state -> state.with(new Mine(5)));
    State found = table.find("k").orElseThrow();
    assertEquals(taken.lease(), found.lease());
    assertEquals(new Mine(5), found.mine());
  }

  @Test
  void givesUpWhenAStateKeepsChanging() {
    State taken = take("me");
    table.othersFirst = LeasedStates.WRITES_MAX - 1;
    assertTrue(table.write("k", taken, "me").isPresent());
    table.othersFirst = LeasedStates.WRITES_MAX;
    assertThrows(IllegalStateException.class, () -> table.write("k", taken, "me"));
    table.othersFirst = LeasedStates.WRITES_MAX;
    assertThrows(IllegalStateException.class, () -> table.change("k", State.FIRST, state -> state));
  }

  @Test
  void aLeaseEndsByItself() {
    Lease lease = new Lease("me", NOON);
    assertTrue(lease.isHeldByOther("another", NOON.minusMillis(1)));
    assertFalse(lease.isHeldByOther("another", NOON));
    assertFalse(lease.isHeldByOther("me", NOON.minusMillis(1)));
    assertTrue(lease.isOwnedBy("me"));
    assertFalse(Lease.FREE.isHeldByOther("another", Instant.EPOCH.minusMillis(1)));
  }
}
