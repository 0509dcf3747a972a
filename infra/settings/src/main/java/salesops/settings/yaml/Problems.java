package salesops.settings.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.settings.yaml.Problem.Severity;

/** Collects what is wrong, so that all of it can be said at once. */
public final class Problems {
  /** More than anybody reads; a file of another kind could make millions. */
  static final int MAX = 500;

  private final List<Problem> found = new ArrayList<>();
  private boolean errors;

  public void error(Place place, String message, @Nullable String fix) {
    errors = true;
    add(Severity.ERROR, place, message, fix);
  }

  public void warning(Place place, String message, @Nullable String fix) {
    add(Severity.WARNING, place, message, fix);
  }

  private void add(Severity severity, Place place, String message, @Nullable String fix) {
    if (found.size() < MAX) {
      found.add(new Problem(severity, place.file(), place.line(), place.path(), message, fix));
    }
  }

  public boolean hasErrors() {
    return errors;
  }

  /** Whether there is an error here or below. */
  public boolean hasErrorIn(Place place) {
    return found.stream()
        .anyMatch(
            problem ->
                problem.severity() == Severity.ERROR
                    && problem.file().equals(place.file())
                    && problem.path().startsWith(place.path()));
  }

  /** Errors before warnings, each in the order of the lines. */
  public List<Problem> sorted() {
    return found.stream()
        .sorted(
            Comparator.comparing(Problem::severity)
                .thenComparing(Problem::file)
                .thenComparingInt(Problem::line))
        .toList();
  }
}
