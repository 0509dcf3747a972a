package salesops.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.routing.LeadRecord.Place;

/**
 * {@link RoutingStore} in memory, for one thread: what a replay writes to. Of a lead that has an
 * owner it forgets what was told: no decision about another lead asks for it, and the turns of
 * large pools are long.
 */
final class MemoryRoutingStore implements RoutingStore {
  private static final Comparator<Place> BY_PLACE =
      Comparator.comparing((Place place) -> place.person().value())
          .thenComparingLong(Place::number);

  /** Comes after all that are due at the same time. */
  private static final Place LAST = new Place(new PersonKey("z".repeat(13)), Long.MAX_VALUE);

  private final Consumer<LeadRecord> decided;
  private final Map<PersonKey, TreeMap<Long, Entry>> persons = new HashMap<>();
  private final Map<String, CompanyClaim> companies = new HashMap<>();
  private final Map<RepId, RepRow> reps = new HashMap<>();
  private final Map<PoolState.Key, PoolState> pools = new HashMap<>();
  private final NavigableSet<HeldKey> held =
      new TreeSet<>(Comparator.comparing(HeldKey::dueAt).thenComparing(HeldKey::place, BY_PLACE));

  /**
   * @param decided told of each record as it is written
   */
  MemoryRoutingStore(Consumer<LeadRecord> decided) {
    this.decided = decided;
  }

  /** What lies under a number of a person's: a record, the way to another key, or a bare claim. */
  private record Entry(@Nullable LeadRecord record, @Nullable PersonKey next) {
    static final Entry CLAIM = new Entry(null, null);
  }

  @Override
  public Seen look(Set<PersonKey> asked, Set<String> domains, Collection<RepId> ids) {
    return new Seen(
        Set.copyOf(asked),
        asked.stream().filter(persons::containsKey).collect(Collectors.toSet()),
        domains.stream()
            .collect(
                Collectors.toMap(d -> d, d -> companies.getOrDefault(d, CompanyClaim.none(d)))),
        Set.copyOf(ids).stream().collect(Collectors.toMap(id -> id, this::rep)));
  }

  private RepRow rep(RepId id) {
    return reps.getOrDefault(id, RepRow.none(id));
  }

  @Override
  public Person.Partition partition(PersonKey key) {
    TreeMap<Long, Entry> entries = persons.get(key);
    if (entries == null) {
      return Person.Partition.empty(key);
    }
    return new Person.Partition(
        key,
        entries.lastKey(),
        entries.values().stream()
            .flatMap(entry -> Optional.ofNullable(entry.record()).stream())
            .map(MemoryRoutingStore::summary)
            .toList(),
        entries.lastEntry().getValue().next());
  }

  private static LeadRecord.Summary summary(LeadRecord record) {
    return new LeadRecord.Summary(
        record.place(),
        record.leadId(),
        record.state(),
        record.owner(),
        record.since(),
        record.scoreVersion());
  }

  @Override
  public List<LeadRecord> records(Collection<Place> places) {
    return places.stream().flatMap(place -> at(place).stream()).toList();
  }

  private Optional<LeadRecord> at(Place place) {
    TreeMap<Long, Entry> entries = persons.getOrDefault(place.person(), new TreeMap<>());
    return Optional.ofNullable(entries.get(place.number())).map(Entry::record);
  }

  /** Nobody else is there to keep out. */
  @Override
  public PoolState takeTurn(PoolState.Key rotation) {
    return pools.getOrDefault(rotation, new PoolState(rotation, 0, RotationState.EMPTY, ""));
  }

  @Override
  public void letGo(PoolState pool) {}

  @Override
  public boolean write(Change change) {
    if (!isAsRead(change)) {
      return false;
    }
    change.records().forEach(this::put);
    change.pointers().forEach(p -> put(p.place(), new Entry(null, p.root())));
    change.claims().forEach(place -> put(place, Entry.CLAIM));
    change.companies().forEach(c -> companies.put(c.domain(), written(c)));
    change.reps().forEach(row -> reps.put(row.rep(), written(row)));
    PoolState pool = change.pool();
    if (pool != null) {
      pools.put(pool.key(), new PoolState(pool.key(), pool.version() + 1, pool.state(), ""));
    }
    return true;
  }

  /** The conditions of the table's transaction, each for the same race. */
  private boolean isAsRead(Change change) {
    PoolState pool = change.pool();
    return change.records().stream().allMatch(this::isAsRead)
        && change.pointers().stream().allMatch(p -> isFree(p.place()))
        && change.claims().stream().allMatch(this::isFree)
        && change.companies().stream().allMatch(this::isAsRead)
        && change.reps().stream().allMatch(row -> rep(row.rep()).version() == row.version())
        && (pool == null || takeTurn(pool.key()).version() == pool.version());
  }

  private boolean isAsRead(LeadRecord record) {
    return record.version() == 0
        ? isFree(record.place())
        : at(record.place()).filter(r -> r.version() == record.version()).isPresent();
  }

  private boolean isAsRead(CompanyClaim claim) {
    CompanyClaim known = companies.getOrDefault(claim.domain(), CompanyClaim.none(claim.domain()));
    return known.version() == claim.version();
  }

  private boolean isFree(Place place) {
    TreeMap<Long, Entry> entries = persons.get(place.person());
    return entries == null || !entries.containsKey(place.number());
  }

  private void put(LeadRecord record) {
    at(record.place()).flatMap(MemoryRoutingStore::heldKey).ifPresent(held::remove);
    LeadRecord written = written(record);
    decided.accept(written);
    boolean settled = record.state() == LeadRecord.State.ASSIGNED;
    put(record.place(), new Entry(settled ? written.untold() : written, null));
    heldKey(written).ifPresent(held::add);
  }

  private void put(Place place, Entry entry) {
    persons.computeIfAbsent(place.person(), key -> new TreeMap<>()).put(place.number(), entry);
  }

  private static Optional<HeldKey> heldKey(LeadRecord record) {
    return Optional.ofNullable(record.dueAt()).map(due -> new HeldKey(record.place(), due));
  }

  /** Times in whole seconds, as the table keeps them. */
  private static LeadRecord written(LeadRecord record) {
    Instant dueAt = record.dueAt();
    return new LeadRecord(
        record.place(),
        record.version() + 1,
        record.leadId(),
        record.state(),
        record.owner(),
        seconds(record.since()),
        record.assignmentSeq(),
        record.holdSeq(),
        record.scoreVersion(),
        record.countedDay(),
        dueAt == null ? null : seconds(dueAt),
        record.past(),
        record.deeds(),
        record.told(),
        record.kept());
  }

  private static CompanyClaim written(CompanyClaim claim) {
    Map<LeadId, Instant> leads =
        claim.leads().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, lead -> seconds(lead.getValue())));
    return new CompanyClaim(
        claim.domain(), claim.version() + 1, claim.owner(), leads, claim.account());
  }

  /** All but whether the rep is away, which is for {@link #markAway} to say. */
  private RepRow written(RepRow row) {
    return new RepRow(
        row.rep(),
        row.version() + 1,
        row.open(),
        rep(row.rep()).awayUntil(),
        row.returns(),
        row.raise());
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void markAway(RepId id, @Nullable Instant until) {
    RepRow row = rep(id);
    reps.put(
        id,
        new RepRow(
            id,
            row.version() + 1,
            row.open(),
            until == null ? null : seconds(until),
            row.returns(),
            row.raise()));
  }

  @Override
  public void raise(RepId id, Raise raise) {
    reps.put(id, rep(id).with(raise).written());
  }

  @Override
  public boolean importAccount(String domain, Account account) {
    CompanyClaim known = companies.getOrDefault(domain, CompanyClaim.none(domain));
    boolean news = known.account() == null || !known.account().says(account);
    if (news) {
      companies.put(domain, written(known.with(account)));
    }
    return news;
  }

  @Override
  public HeldPage held(int limit, @Nullable HeldKey after) {
    NavigableSet<HeldKey> rest = after == null ? held : held.tailSet(after, false);
    List<HeldKey> page = rest.stream().limit(limit).toList();
    boolean more = !page.isEmpty() && !page.getLast().equals(held.last());
    return new HeldPage(page, more ? page.getLast() : null);
  }

  @Override
  public RecordPage records(Instant since, int limit, @Nullable String after) {
    List<LeadRecord> all =
        persons.values().stream()
            .flatMap(entries -> entries.values().stream())
            .flatMap(entry -> Optional.ofNullable(entry.record()).stream())
            .filter(record -> !record.since().isBefore(seconds(since)))
            .sorted(Comparator.comparing(LeadRecord::place, BY_PLACE))
            .toList();
    int from = after == null ? 0 : Integer.parseInt(after);
    int end = Math.min(all.size(), from + limit);
    return new RecordPage(all.subList(from, end), end == all.size() ? null : Integer.toString(end));
  }

  /** When the next lead is due that waits by plan. */
  Optional<Instant> nextDue(Instant after) {
    return Optional.ofNullable(held.higher(new HeldKey(LAST, after))).map(HeldKey::dueAt);
  }
}
