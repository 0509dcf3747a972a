package salesops.cli.console;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import salesops.replay.Screen;

/** A bar on a terminal; nothing when piped. */
public record Progress(@Nullable ProgressBar bar) implements AutoCloseable {
  @SuppressWarnings("SystemConsoleNull") // null on other JDKs' consoles, says the annotation
  public static Progress of(String task, int steps) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName("  " + task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(100)
            .setMaxRenderedLength(Screen.WIDTH_MAX)
            .build());
  }

  public void step() {
    steps(1);
  }

  public void steps(int some) {
    if (bar != null) {
      bar.stepBy(some);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
