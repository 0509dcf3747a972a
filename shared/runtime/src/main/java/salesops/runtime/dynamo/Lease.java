package salesops.runtime.dynamo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right of one worker at a time to act on what an item stands for. It ends by itself, so that a
 * worker that died keeps nobody waiting for long.
 *
 * @param owner token of the worker that has it; absent: nobody
 */
public record Lease(@Nullable String owner, @Attribute("leasedUntil") Instant until) {
  /** Nobody has it. */
  public static final Lease FREE = new Lease(null, Instant.EPOCH);

  /** Whether this worker was the last to take it, though it may have run out. */
  public boolean isOwnedBy(String worker) {
    return worker.equals(owner);
  }

  /** Whether another worker has it now. */
  public boolean isHeldByOther(String worker, Instant now) {
    return owner != null && !owner.equals(worker) && now.isBefore(until);
  }
}
