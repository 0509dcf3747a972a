package salesops.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Membership;
import salesops.model.settings.Rep;
import salesops.model.settings.WeekHours;

/** A rep in the making: of team {@code emea} in London, of usual weight, without limits. */
public final class TestRep {
  private final RepId id;
  private String team = "emea";
  private int weight = 1_000;
  private @Nullable Integer capacity;
  private Set<String> skills = Set.of();
  private String zone = "Europe/London";
  private @Nullable WeekHours hours;
  private @Nullable LocalDate from;
  private @Nullable LocalDate until;
  private List<Rep.Leave> leave = List.of();
  private @Nullable RepId backup;
  private List<Membership> earlier = List.of();

  private TestRep(RepId id) {
    this.id = id;
  }

  public static TestRep rep(RepId id) {
    return new TestRep(id);
  }

  /**
   * @param name as in {@link TestSettings#person}
   */
  public static TestRep rep(String name) {
    return rep(TestSettings.person(name));
  }

  public TestRep team(String name) {
    team = name;
    return this;
  }

  public TestRep weight(int thousandths) {
    weight = thousandths;
    return this;
  }

  public TestRep capacity(int most) {
    capacity = most;
    return this;
  }

  public TestRep skills(String... names) {
    skills = Set.of(names);
    return this;
  }

  public TestRep zone(String name) {
    zone = name;
    return this;
  }

  /** Hours of their own. */
  public TestRep hours(WeekHours week) {
    hours = week;
    return this;
  }

  /** A team before this one, up to and without a day. */
  public TestRep before(String name, LocalDate day) {
    List<Membership> all = new ArrayList<>(earlier);
    all.add(new Membership(name, null, day));
    earlier = all;
    return this;
  }

  public TestRep from(LocalDate day) {
    from = day;
    return this;
  }

  public TestRep until(LocalDate day) {
    until = day;
    return this;
  }

  /** Days off, both ends inclusive. */
  public TestRep onLeave(String first, String last) {
    leave = List.of(new Rep.Leave(LocalDate.parse(first), LocalDate.parse(last)));
    return this;
  }

  public TestRep backup(String name) {
    backup = TestSettings.person(name);
    return this;
  }

  public Rep build() {
    return new Rep(
        id, team, weight, capacity, skills, zone, hours, "default", from, until, leave, backup,
        earlier);
  }
}
