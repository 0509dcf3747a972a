package salesops.local.replay;

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

  private record Difference(String reason, int was, int is) {
    String text() {
      return was == 0 || is == 0
          ? signed(is - was) + " " + reason
          : reason + " " + points(was) + " → " + points(is);
    }
  }

  private static List<String> parts(Kind kind, Score old, Score now) {
    Map<String, Integer> was = tenths(kind, old);
    Map<String, Integer> is = tenths(kind, now);
    Map<String, Integer> all = new LinkedHashMap<>(is);
    was.forEach(all::putIfAbsent);
    return all.keySet().stream()
        .map(
            reason ->
                new Difference(reason, was.getOrDefault(reason, 0), is.getOrDefault(reason, 0)))
        .filter(difference -> difference.was() != difference.is())
        .sorted(Comparator.comparingInt((Difference d) -> -Math.abs(d.is() - d.was())))
        .map(Difference::text)
        .toList();
  }

  private static Map<String, Integer> tenths(Kind kind, Score score) {
    Map<String, Integer> tenths = new LinkedHashMap<>();
    for (ScorePart part : score.parts()) {
      if (part.kind() == kind) {
        tenths.merge(part.reason(), part.tenths(), Integer::sum);
      }
    }
    return tenths;
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
