package salesops.settings.read;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Membership;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Reads {@code reps[].earlier}: the teams that a rep was in before the present one, in order. */
record MembershipsReader(Set<String> teams, Problems problems) {
  /** Most earlier teams of a rep. */
  static final int EARLIER_MAX = 50;

  private static final Keys EARLIER = Keys.of("team", "from", "until");

  /** A membership as written: {@code last} is its last day. */
  private record Stay(Place place, String team, @Nullable LocalDate from, LocalDate last) {
    boolean includes(@Nullable LocalDate day) {
      return day != null && !day.isAfter(last) && (from == null || !day.isBefore(from));
    }

    @Override
    public String toString() {
      return "team %s (%s%s)".formatted(team, from == null ? "until " : from + " to ", last);
    }
  }

  /**
   * The earlier memberships. One without {@code from} begins when the one before ends; the first
   * one begins on the rep's first day of work.
   *
   * @param from first day of work
   * @param until last day of work, inclusive
   */
  List<Membership> read(Section rep, @Nullable LocalDate from, @Nullable LocalDate until) {
    List<Node> items = rep.items("earlier");
    if (items.size() > EARLIER_MAX) {
      problems.error(rep.at("earlier"), "has " + items.size() + " teams", "at most " + EARLIER_MAX);
      return List.of();
    }
    List<Stay> stays = new ArrayList<>();
    items.forEach(item -> stay(Section.of(item, EARLIER, problems)).ifPresent(stays::add));
    if (stays.isEmpty() || !inOrder(stays) || !before(stays.getLast(), until)) {
      return List.of();
    }
    List<Membership> earlier = new ArrayList<>();
    @Nullable LocalDate start = from;
    for (Stay stay : stays) {
      @Nullable LocalDate since = stay.from() == null ? start : stay.from();
      LocalDate end = stay.last().plusDays(1);
      boolean later = since != null && !since.isBefore(end); // the first day after a return
      earlier.add(new Membership(stay.team(), later ? null : since, end));
      start = end;
    }
    return earlier;
  }

  private Optional<Stay> stay(Section section) {
    Optional<String> team = section.required("team", Values::name);
    @Nullable LocalDate from = section.value("from", Values::date).orElse(null);
    Optional<LocalDate> last = section.required("until", Values::date);
    team.filter(name -> !teams.contains(name))
        .ifPresent(
            name ->
                problems.error(
                    section.at("team"),
                    "there is no team " + Values.quoted(name),
                    Values.suggestion(name, teams)));
    if (team.isEmpty() || last.isEmpty() || (from == null && section.has("from"))) {
      return Optional.empty();
    }
    if (from != null && last.get().isBefore(from)) {
      problems.error(
          section.at("until"),
          last.get() + " is before from " + from,
          "write the last day in the team");
      return Optional.empty();
    }
    return Optional.of(new Stay(section.place(), team.get(), from, last.get()));
  }

  private boolean inOrder(List<Stay> stays) {
    boolean inOrder = true;
    for (int i = 1; i < stays.size(); i++) {
      inOrder &= inOrder(stays.get(i - 1), stays.get(i));
    }
    return inOrder;
  }

  private boolean inOrder(Stay before, Stay stay) {
    boolean covers = stay.from() != null && stay.includes(before.from());
    if (covers || before.includes(stay.from())) {
      problems.error(
          stay.place(),
          stay + " overlaps " + before,
          "begin on " + before.last().plusDays(1) + " or later");
      return false;
    }
    if (!stay.last().isAfter(before.last())) {
      problems.error(
          stay.place(), stay + " must be after " + before, "list teams from the first to the last");
      return false;
    }
    return true;
  }

  /** The present team must have a day, too. */
  private boolean before(Stay last, @Nullable LocalDate until) {
    boolean before = until == null || last.last().isBefore(until);
    if (!before) {
      problems.error(
          last.place(),
          last + " must end before " + until + ", the rep's last day of work",
          "make the last of these teams the rep's team");
    }
    return before;
  }
}
