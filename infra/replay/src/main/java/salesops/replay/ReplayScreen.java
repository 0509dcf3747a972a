package salesops.replay;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.settings.Criteria;
import salesops.replay.ReplayReport.Pair;
import salesops.replay.ReplayReport.Totals;
import salesops.replay.input.LeadFile.BadRow;

/** A replay as one screen of at most 110 columns, and as a few lines. */
public final class ReplayScreen {
  /** Reps and territories, side by side; those that change most come first. */
  private static final int ROWS_MAX = 10;

  private static final int HOLDS_MAX = 2;
  private static final int ROTATIONS_MAX = 6;
  private static final int CHANGES_MAX = 12;
  private static final int BAD_MAX = 3;

  /** Reps of the short form. */
  private static final int SHORT_REPS_MAX = 4;

  /** Most characters shown of what is wrong with a row. */
  private static final int REASON_MAX = 80;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.UK);

  private final ReplayReport report;
  private final Screen screen = new Screen();

  private ReplayScreen(ReplayReport report) {
    this.report = report;
  }

  /** All of it. */
  public static String text(ReplayReport report) {
    ReplayScreen text = new ReplayScreen(report);
    text.header();
    text.screen.line("");
    text.totals();
    text.screen.line("");
    text.repsAndTerritories();
    text.screen.line("");
    text.fairness();
    text.changes();
    return text.screen.text();
  }

  /** What somebody about to apply settings wants to know. */
  public static String shortText(ReplayReport report) {
    ReplayScreen text = new ReplayScreen(report);
    text.screen.line("The last %d leads (%s), decided anew by both:", report.leads(), text.span());
    text.totals();
    text.shortReps();
    return text.screen.text();
  }

  private String span() {
    ZoneId zone = ZoneId.of(report.zone());
    ZonedDateTime from = report.from().atZone(zone);
    ZonedDateTime to = report.to().atZone(zone);
    boolean oneDay = from.toLocalDate().equals(to.toLocalDate());
    return MOMENT.format(from) + " – " + (oneDay ? TIME : MOMENT).format(to) + ", " + report.zone();
  }

  private void header() {
    screen.line("Replay of %d leads of %s · %s", report.leads(), report.source(), span());
    screen.line("  old %s   new %s", report.before(), report.after());
    screen.line("  Both decided anew from empty books, each lead at the time of its submission;");
    screen.line("  left out: %s", report.leftOut());
    if (report.duplicates() > 0 || !report.bad().isEmpty()) {
      screen.line(
          "  rows that are no lead: %d duplicates · %d refused",
          report.duplicates(), report.bad().size());
      report.bad().stream().limit(BAD_MAX).forEach(this::bad);
    }
  }

  private void bad(BadRow row) {
    screen.line("    row %d: %s", row.number(), Criteria.cut(row.reason(), REASON_MAX));
  }

  private void totals() {
    Totals totals = report.totals();
    screen.line(
        "Same %d · other grade %d · other territory %d · other owner %d",
        totals.same(), totals.grade(), totals.territory(), totals.owner());
    if (totals.owner() > 0) {
      screen.line(
          "Other owner: %d by the rules · %d follow an earlier lead · %d only because turns moved",
          totals.ownerByRules(), totals.ownerFollows(), totals.ownerTurnMoved());
    }
    screen.line(
        "Would be held %s · to nurture %s · had to wait for an owner %s",
        pair(totals.held()), pair(totals.nurture()), pair(totals.waited()));
    most(report.holds(), hold -> hold.leads().after(), HOLDS_MAX).stream()
        .filter(hold -> hold.leads().after() > 0)
        .forEach(
            hold -> screen.line("  held %s: %s", pair(hold.leads()), Criteria.cut(hold.why(), 90)));
  }

  private static String pair(Pair pair) {
    return pair.before() == pair.after()
        ? Integer.toString(pair.before())
        : pair.before() + " → " + pair.after();
  }

  private static int difference(Pair pair) {
    return pair.after() - pair.before();
  }

  private static <T> List<T> most(List<T> rows, ToIntFunction<T> figure, int max) {
    return rows.stream()
        .sorted(Comparator.comparingInt((T row) -> -Math.abs(figure.applyAsInt(row))))
        .limit(max)
        .toList();
  }

  private void repsAndTerritories() {
    List<ReplayReport.Rep> reps = most(report.reps(), rep -> difference(rep.leads()), ROWS_MAX);
    List<ReplayReport.Territory> territories =
        most(report.territories(), t -> difference(t.leads()), ROWS_MAX);
    screen.line(
        "%-55s   %s",
        "Rep               leads old → new         score old → new",
        "Territory             leads old → new");
    for (int i = 0; i < Math.max(reps.size(), territories.size()); i++) {
      screen.line(
          "%-55s   %s",
          i < reps.size() ? rep(reps.get(i)) : "",
          i < territories.size() ? territory(territories.get(i)) : "");
    }
    more("reps", report.reps().size() - reps.size());
    more("territories", report.territories().size() - territories.size());
  }

  private static String rep(ReplayReport.Rep rep) {
    return String.format(
        Locale.ROOT,
        "  %-14s  %s   %7.1f → %5.1f",
        cut(new RepId(rep.rep()).shortName(), 14),
        leads(rep.leads()),
        rep.meanScoreBefore(),
        rep.meanScoreAfter());
  }

  private static String territory(ReplayReport.Territory territory) {
    return String.format(
        Locale.ROOT, "  %-18s  %s", cut(territory.territory(), 18), leads(territory.leads()));
  }

  private static String leads(Pair pair) {
    String difference =
        difference(pair) == 0 ? "" : String.format(Locale.ROOT, "%+d", difference(pair));
    return String.format(Locale.ROOT, "%6d → %5d %6s", pair.before(), pair.after(), difference);
  }

  private void more(String what, int left) {
    if (left > 0) {
      screen.line("  … and %d more %s", left, what);
    }
  }

  private void fairness() {
    screen.line(
        "Fairness (by rotation)       leads old → new          worst deviation     off by at the end");
    List<ReplayReport.Rotation> rotations =
        report.rotations().stream()
            .sorted(
                Comparator.comparingInt(
                    (ReplayReport.Rotation r) -> -Math.max(r.leads().before(), r.leads().after())))
            .limit(ROTATIONS_MAX)
            .toList();
    for (ReplayReport.Rotation rotation : rotations) {
      String band = rotation.band().equals("all") ? "" : " " + rotation.band();
      screen.line(
          "  %-25s  %s   %10.2f → %4.2f   %12.2f → %4.2f",
          cut(rotation.pool() + band, 25),
          leads(rotation.leads()),
          Screen.below(rotation.worstBefore()),
          Screen.below(rotation.worstAfter()),
          rotation.offByBefore(),
          rotation.offByAfter());
    }
    more("rotations", report.rotations().size() - rotations.size());
  }

  private void changes() {
    List<ReplayReport.Row> rows = ofEachKind(report.changes());
    if (rows.isEmpty()) {
      return;
    }
    screen.line("");
    screen.line("Changes %s", rows.size() < report.changes().size() ? all(rows.size()) : "");
    rows.forEach(this::change);
  }

  private String all(int shown) {
    return "("
        + shown
        + " of "
        + report.changes().size()
        + "; all of them with --csv FILE or --json FILE)";
  }

  /** Some of each kind before more of one, the settings' own effects first. */
  private static List<ReplayReport.Row> ofEachKind(List<ReplayReport.Row> all) {
    Map<Kind, Deque<ReplayReport.Row>> left = new EnumMap<>(Kind.class);
    all.forEach(row -> left.computeIfAbsent(Kind.of(row), k -> new ArrayDeque<>()).add(row));
    List<ReplayReport.Row> shown = new ArrayList<>();
    int count = Math.min(CHANGES_MAX, all.size());
    while (shown.size() < count) {
      for (Deque<ReplayReport.Row> rows : left.values()) {
        if (shown.size() < count && !rows.isEmpty()) {
          shown.add(rows.remove());
        }
      }
    }
    shown.sort(Comparator.comparing(Kind::of));
    return shown;
  }

  /** What is told of a change first. */
  private enum Kind {
    STATE,
    TERRITORY,
    GRADE,
    RULES,
    FOLLOWS,
    TURN_MOVED;

    static Kind of(ReplayReport.Row row) {
      if (!row.stateBefore().equals(row.stateAfter())) {
        return STATE;
      }
      if (!row.territoryBefore().equals(row.territoryAfter())) {
        return TERRITORY;
      }
      if (!row.gradeBefore().equals(row.gradeAfter())) {
        return GRADE;
      }
      return switch (row.cause()) {
        case NONE, RULES -> RULES;
        case FOLLOWS -> FOLLOWS;
        case TURN_MOVED -> TURN_MOVED;
      };
    }
  }

  private void change(ReplayReport.Row row) {
    String who = row.company().isEmpty() ? row.name() : row.name() + ", " + row.company();
    String grade =
        row.gradeBefore().equals(row.gradeAfter())
            ? row.gradeAfter()
            : row.gradeBefore() + " → " + row.gradeAfter();
    String was = place(row.ownerBefore(), row.stateBefore());
    String is = place(row.ownerAfter(), row.stateAfter());
    screen.line(
        "  %-24s %-7s  %-18s %s",
        cut(Criteria.cut(who.isEmpty() ? row.leadId() : who), 24),
        grade,
        was.equals(is) ? cut(is, 18) : cut(was, 8) + " → " + cut(is, 8),
        String.join("; ", row.why()));
  }

  private static String place(String owner, String state) {
    return owner.isEmpty() ? state.toLowerCase(Locale.ROOT) : new RepId(owner).shortName();
  }

  private void shortReps() {
    String reps =
        most(report.reps(), rep -> difference(rep.leads()), SHORT_REPS_MAX).stream()
            .filter(rep -> difference(rep.leads()) != 0)
            .map(rep -> new RepId(rep.rep()).shortName() + " " + pair(rep.leads()))
            .collect(Collectors.joining(" · "));
    if (!reps.isEmpty()) {
      screen.line("Leads by rep: %s%s", reps, report.reps().size() > SHORT_REPS_MAX ? " · …" : "");
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
