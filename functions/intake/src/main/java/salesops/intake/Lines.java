package salesops.intake;

import java.util.List;

/** A list that lies beside the classes: one entry a line, {@code #} starts a comment. */
final class Lines {
  private Lines() {}

  static List<String> of(String resource) {
    return Resource.text(resource)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
