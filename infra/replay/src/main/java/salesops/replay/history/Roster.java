package salesops.replay.history;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Membership;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;
import salesops.replay.history.ListFile.Row;

/**
 * Everybody in a company's past, under the names its files use. People without an email address get
 * a made-up one.
 */
public final class Roster {
  /** Team and region of owners whom the team file lacks. */
  public static final String UNKNOWN = "unknown";

  /** Domain of made-up addresses, which nobody can own: RFC 2606. */
  private static final String DOMAIN = "@replay.invalid";

  private static final String ALL = "all";
  private static final int USUAL_WEIGHT = 1_000;
  private static final List<String> FIELDS =
      List.of("rep", "name", "team", "manager", "region", "from", "to");

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, String> byName = new HashMap<>();
  private final Map<RepId, Person> byId = new HashMap<>();
  private final Map<String, Team> teams = new LinkedHashMap<>();
  private final @Nullable Settings settings;
  private final List<String> unknown = new ArrayList<>();

  private Roster(@Nullable Settings settings) {
    this.settings = settings;
  }

  /**
   * The days of a rep in a team.
   *
   * @param region may be empty
   * @param from absent: since ever
   * @param until first day after it; absent: open
   */
  public record Stay(
      String team, String region, @Nullable LocalDate from, @Nullable LocalDate until) {}

  /**
   * @param key what the files call them; unique
   * @param name as people say it
   * @param stays in order; empty: a manager who is no rep
   */
  private record Person(RepId id, String key, String name, List<Stay> stays) {}

  /**
   * Reads a team file: a row for each membership.
   *
   * @throws IllegalArgumentException with the row, when a rep is missing, a date isn't one, or
   *     memberships of a rep overlap
   */
  static Roster read(ListFile.Source source) {
    ListFile list = ListFile.read(source, FIELDS);
    list.need("rep", source.mapOption());
    ListFile.DateColumns dates = list.dates(source.dateFormat(), "from", "to");
    Roster roster = new Roster(null);
    Map<String, List<Located>> stays = new LinkedHashMap<>();
    for (Row row : list.rows()) {
      Located stay = stay(row, list, dates);
      List<Located> all = stays.computeIfAbsent(fold(row.needed("rep")), k -> new ArrayList<>());
      if (all.stream().noneMatch(other -> other.stay().equals(stay.stay()))) {
        all.add(stay);
      }
    }
    stays.values().forEach(roster::add);
    stays.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(each -> each.row().number()))
        .forEach(each -> roster.team(each.stay().team(), each.row().text("manager")));
    return roster;
  }

  /** Those of the settings, known by their email addresses. */
  static Roster of(Settings settings) {
    Roster roster = new Roster(settings);
    for (Rep rep : settings.reps()) {
      String email = rep.id().email();
      List<Stay> stays =
          rep.memberships().stream().map(m -> new Stay(m.team(), "", m.from(), m.until())).toList();
      roster.put(email, new Person(rep.id(), email, email, stays));
    }
    for (Team team : settings.teams()) {
      String email = team.manager().email();
      if (!roster.people.containsKey(email)) {
        roster.put(email, new Person(team.manager(), email, email, List.of()));
      }
      roster.teams.put(team.name(), team);
    }
    return roster;
  }

  private record Located(Row row, Stay stay) {}

  private static Located stay(Row row, ListFile list, ListFile.DateColumns dates) {
    LocalDate from = dates.read(row, "from").orElse(null);
    LocalDate until = dates.read(row, "to").orElse(null);
    if (from != null && until != null && !from.isBefore(until)) {
      throw row.wrong("to must be after from, the first day in no team or another one: " + until);
    }
    String team =
        list.has("team")
            ? or(row.text("team"), UNKNOWN)
            : or(row.text("manager"), or(row.text("region"), ALL));
    return new Located(row, new Stay(team, row.text("region"), from, until));
  }

  private static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private void add(List<Located> stays) {
    List<Located> sorted =
        stays.stream()
            .sorted(
                Comparator.comparing(
                    each -> each.stay().from() == null ? LocalDate.MIN : each.stay().from()))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      LocalDate end = sorted.get(i - 1).stay().until();
      LocalDate start = sorted.get(i).stay().from();
      if (end == null || start == null || end.isAfter(start)) {
        throw sorted
            .get(i)
            .row()
            .wrong(
                "%s must not be in two teams at once, see row %d"
                    .formatted(sorted.get(i).row().text("rep"), sorted.get(i - 1).row().number()));
      }
    }
    Row first = stays.getFirst().row();
    String rep = first.needed("rep");
    person(rep, or(first.text("name"), rep), sorted.stream().map(Located::stay).toList());
  }

  /** The last manager that the file names counts. */
  private void team(String name, String manager) {
    if (!teams.containsKey(name) || !manager.isEmpty()) {
      RepId id =
          manager.isEmpty()
              ? new RepId("no-manager" + DOMAIN)
              : find(manager).orElseGet(() -> person(manager, manager, List.of()));
      teams.put(name, new Team(name, id, null, null));
    }
  }

  private RepId person(String key, String name, List<Stay> stays) {
    Person person = new Person(address(key), key, name, stays);
    put(key, person);
    // A name that two people have names nobody.
    byName.merge(fold(name), fold(key), (one, other) -> one.equals(other) ? one : "");
    return person.id();
  }

  private void put(String key, Person person) {
    people.put(fold(key), person);
    byId.put(person.id(), person);
  }

  private RepId address(String key) {
    if (key.indexOf('@') > 0) {
      return new RepId(key);
    }
    String plain =
        Normalizer.normalize(key, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", ".")
            .replaceAll("^\\.|\\.$", "");
    String local = plain.isEmpty() ? "rep" : plain.substring(0, Math.min(plain.length(), 60));
    RepId id = new RepId(local + DOMAIN);
    for (int i = 2; byId.containsKey(id); i++) {
      id = new RepId(local + "-" + i + DOMAIN);
    }
    return id;
  }

  private static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Finds a person by key, or else by a unique name, ignoring case and outer blanks. */
  public Optional<RepId> find(String text) {
    Person person = people.get(fold(text));
    return Optional.ofNullable(
            person != null ? person : people.get(byName.getOrDefault(fold(text), "")))
        .map(Person::id);
  }

  /** The owner of this name; somebody unknown becomes a rep of the team {@link #UNKNOWN}. */
  RepId owner(String text) {
    String key = text.isBlank() ? UNKNOWN : text.strip();
    return find(key)
        .orElseGet(
            () -> {
              unknown.add(key);
              team(UNKNOWN, "");
              return person(key, key, List.of(new Stay(UNKNOWN, UNKNOWN, null, null)));
            });
  }

  /** Owners whom nobody knew, in the order of the file. */
  public List<String> unknownOwners() {
    return List.copyOf(unknown);
  }

  /** What the files call somebody; the address of somebody whom they don't know. */
  public String key(RepId id) {
    return Optional.ofNullable(byId.get(id)).map(Person::key).orElse(id.email());
  }

  /** As people say it. */
  public String name(RepId id) {
    return Optional.ofNullable(byId.get(id)).map(Person::name).orElse(id.email());
  }

  /** The region of a rep's team on a day, or of the last one before; empty: none is known. */
  public String region(RepId id, LocalDate day) {
    List<Stay> stays = Optional.ofNullable(byId.get(id)).map(Person::stays).orElse(List.of());
    String region = stays.isEmpty() ? "" : stays.getFirst().region();
    for (Stay stay : stays) {
      LocalDate from = stay.from();
      if (from == null || !day.isBefore(from)) {
        region = stay.region();
      }
    }
    return region;
  }

  /** The region of each team that has one for all of its reps. */
  public Map<String, String> regions() {
    Map<String, String> regions = new HashMap<>();
    people.values().stream()
        .flatMap(person -> person.stays().stream())
        .forEach(
            stay ->
                regions.merge(
                    stay.team(), stay.region(), (one, other) -> one.equals(other) ? one : ""));
    regions.values().removeIf(String::isEmpty);
    return regions;
  }

  List<Team> teams() {
    return List.copyOf(teams.values());
  }

  /** All reps; those of the settings as they are there. */
  List<Rep> reps(String zone) {
    List<Rep> reps = new ArrayList<>();
    for (Person person : people.values()) {
      Optional<Rep> known = settings == null ? Optional.empty() : settings.rep(person.id());
      if (known.isPresent()) {
        reps.add(known.get());
      } else if (!person.stays().isEmpty()) {
        reps.add(rep(person, zone));
      }
    }
    return reps;
  }

  private static Rep rep(Person person, String zone) {
    List<Membership> all =
        person.stays().stream()
            .map(stay -> new Membership(stay.team(), stay.from(), stay.until()))
            .toList();
    Membership last = all.getLast();
    LocalDate until = last.until();
    return new Rep(
        person.id(),
        last.team(),
        USUAL_WEIGHT,
        null,
        Set.of(),
        zone,
        null,
        "default",
        last.from(),
        until == null ? null : until.minusDays(1),
        List.of(),
        null,
        all.subList(0, all.size() - 1));
  }
}
