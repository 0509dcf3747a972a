package salesops.runtime.lambda;

import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs work before Lambda takes its snapshot, so that classes are loaded, code is compiled and TLS
 * is set up when the first request comes. The work must leave nothing behind that is wrong in a
 * later copy of the process: no time, id, setting or credential.
 *
 * <p>See <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks.html">
 * SnapStart's hooks</a>.
 */
public final class Priming {
  // The context holds its resources weakly.
  private static final List<Resource> KEPT = new ArrayList<>();

  private Priming() {}

  /** Registers work; a failure of it costs speed, never the deployment. */
  public static synchronized void beforeCheckpoint(Runnable work, Log log) {
    Resource resource =
        new Resource() {
          @Override
          public void beforeCheckpoint(Context<? extends Resource> context) {
            try {
              work.run();
            } catch (RuntimeException e) {
              log.failure("Priming", null, e);
            }
          }

          @Override
          public void afterRestore(Context<? extends Resource> context) {}
        };
    KEPT.add(resource);
    Core.getGlobalContext().register(resource);
  }
}
