package salesops.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.intake.Submission.Earlier;
import salesops.model.Lead;

/** {@link IntakeStore} in memory, for one thread: what a replay writes to. */
final class MemoryIntakeStore implements IntakeStore {
  private final Map<String, Earlier> kept = new HashMap<>();
  private @Nullable Lead latest;

  @Override
  public Optional<Earlier> keep(Submission submission) {
    Optional<Earlier> earlier = Optional.ofNullable(kept.get(submission.fingerprint()));
    if (earlier.isEmpty()) {
      put(submission);
    }
    return earlier;
  }

  @Override
  public boolean replace(Earlier earlier, Submission submission) {
    boolean there = earlier.equals(kept.get(submission.fingerprint()));
    if (there) {
      put(submission);
    }
    return there;
  }

  private void put(Submission submission) {
    latest = submission.lead();
    kept.put(submission.fingerprint(), new Earlier(submission.lead(), submission.content()));
  }

  /** The lead kept since this was last asked. */
  Optional<Lead> take() {
    Optional<Lead> taken = Optional.ofNullable(latest);
    latest = null;
    return taken;
  }
}
