package salesops.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.ScorePart.Kind;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;

/** Why a lead has another grade: parts that differ, else the points that a grade starts from. */
final class ScoreReasons {
  private final Scoring before;
  private final Scoring after;

  ScoreReasons(Scoring before, Scoring after) {
    this.before = before;
    this.after = after;
  }

  /** In words, the greatest difference first: {@code +20 employees 340 is between 50 and 1000}. */
  List<String> of(Score old, Score now) {
    List<String> reasons = new ArrayList<>();
    if (old.grade().fit() != now.grade().fit()) {
      reasons.addAll(
          old.fitTenths() == now.fitTenths()
              ? List.of(
                  starts(
                      "fit",
                      now.fitTenths(),
                      String.valueOf(old.grade().fit()),
                      String.valueOf(now.grade().fit()),
                      before.fitBands(),
                      after.fitBands()))
              : parts(Kind.FIT, old, now));
    }
    if (old.grade().engagement() != now.grade().engagement()) {
      reasons.addAll(
          old.engagementTenths() == now.engagementTenths()
              ? List.of(
                  starts(
                      "engagement",
                      now.engagementTenths(),
                      Integer.toString(old.grade().engagement()),
                      Integer.toString(now.grade().engagement()),
                      before.engagementBands(),
                      after.engagementBands()))
              : parts(Kind.ENGAGEMENT, old, now));
    }
    return reasons;
  }

  /** The score is the same, so the better of the two grades starts elsewhere. */
  private static String starts(
      String kind, int tenths, String was, String is, List<Band> old, List<Band> now) {
    String better = was.compareTo(is) < 0 ? was : is;
    return String.format(
        Locale.ROOT,
        "%s %s: %s from %s, was %s",
        kind,
        points(tenths),
        better,
        from(now, better),
        from(old, better));
  }

  private static String from(List<Band> bands, String name) {
    return bands.stream()
        .filter(band -> band.name().equals(name))
        .map(band -> Integer.toString(band.points()))
        .findFirst()
        .orElse("none");
  }

  /** What a rule gave on both sides; its text is that of the newer side that has it. */
  private record Difference(String reason, int was, int is) {
    String text() {
      return was == 0 || is == 0
          ? signed(is - was) + " " + reason
          : reason + " " + signed(was) + " → " + signed(is);
    }
  }

  private static List<String> parts(Kind kind, Score old, Score now) {
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (ScorePart part : now.parts()) {
      if (part.kind() == kind) {
        differences.merge(
            subject(part.reason()),
            new Difference(part.reason(), 0, part.tenths()),
            (a, b) -> new Difference(a.reason(), 0, a.is() + b.is()));
      }
    }
    for (ScorePart part : old.parts()) {
      if (part.kind() == kind) {
        differences.merge(
            subject(part.reason()),
            new Difference(part.reason(), part.tenths(), 0),
            (a, b) -> new Difference(a.reason(), a.was() + b.was(), a.is()));
      }
    }
    return differences.values().stream()
        .filter(difference -> difference.was() != difference.is())
        .sorted(Comparator.comparingInt((Difference d) -> -Math.abs(d.is() - d.was())))
        .map(Difference::text)
        .toList();
  }

  /** What a reason is about: {@code employees 340}, whatever it is compared with. */
  private static String subject(String reason) {
    int is = reason.indexOf(" is ");
    return is < 0 ? reason : reason.substring(0, is);
  }

  static String points(int tenths) {
    return tenths % 10 == 0
        ? Integer.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }

  private static String signed(int tenths) {
    return (tenths > 0 ? "+" : "") + points(tenths);
  }
}
