package salesops.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.Identity;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.routing.LeadRecord.State;
import salesops.routing.Question.Related;
import software.amazon.awssdk.core.exception.SdkException;

/** One pass over the open leads of a batch: read, decide, write. */
final class RoutingRound {
  /** Matching territories whose pools are read ahead; others when they are reached. */
  private static final int READ_AHEAD_MAX = 1;

  private final RoutingStore store;
  private final Rulebook rulebook;
  private final Instant now;

  RoutingRound(RoutingStore store, Rulebook rulebook, Instant now) {
    this.store = store;
    this.rulebook = rulebook;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  void run(List<RoutingTask> open) {
    RoutingStore.Seen seen;
    Map<String, Related> accounts;
    try {
      seen = look(open);
      accounts =
          AccountOwners.of(
              seen.companies(), parents -> store.look(Set.of(), parents, Set.of()).companies());
    } catch (RuntimeException e) {
      blame(open, e);
      return;
    }
    Book book =
        new Book(
            seen.reps(),
            reps -> store.look(Set.of(), Set.of(), reps).reps(),
            OpenLeads.day(now),
            rulebook.rules().openForDays());
    decideAndWrite(subjects(open, seen, accounts), book);
  }

  private static void blame(List<RoutingTask> tasks, RuntimeException error) {
    if (tasks.size() == 1 || error instanceof SdkException) {
      tasks.forEach(task -> task.missed(error));
    } else {
      tasks.forEach(task -> task.suspected(error));
    }
  }

  private RoutingStore.Seen look(List<RoutingTask> open) {
    Set<PersonKey> persons = new HashSet<>();
    Set<String> companies = new HashSet<>();
    Set<RepId> reps = new HashSet<>();
    for (RoutingTask task : open) {
      Identity identity = task.request().lead().identity();
      persons.addAll(identity.persons());
      identity.companyDomain().ifPresent(companies::add);
      rulebook.match(task.request().lead()).stream()
          .limit(READ_AHEAD_MAX)
          .forEach(territory -> reps.addAll(territory.pool().members()));
    }
    return store.look(persons, companies, reps);
  }

  /**
   * Leads that can be decided side by side: of several with the same person or company only the
   * first, since the others shall follow it.
   */
  private List<Subject> subjects(
      List<RoutingTask> open, RoutingStore.Seen seen, Map<String, Related> accounts) {
    List<Subject> subjects = new ArrayList<>();
    Set<Object> taken = new HashSet<>();
    for (RoutingTask task : open) {
      Identity identity = task.request().lead().identity();
      try {
        Person person = Person.of(identity.persons(), key -> partition(key, seen));
        Set<Object> claims = new HashSet<>(identity.persons());
        claims.add(person.root());
        identity.companyDomain().ifPresent(claims::add);
        if (claims.stream().noneMatch(taken::contains)) {
          taken.addAll(claims);
          subject(task, person, seen, accounts).ifPresent(subjects::add);
        }
      } catch (RuntimeException e) {
        task.missed(e);
      }
    }
    return subjects;
  }

  private Person.Partition partition(PersonKey key, RoutingStore.Seen seen) {
    boolean absent = seen.asked().contains(key) && !seen.known().contains(key);
    return absent ? Person.Partition.empty(key) : store.partition(key);
  }

  private Optional<Subject> subject(
      RoutingTask task, Person person, RoutingStore.Seen seen, Map<String, Related> accounts) {
    RouteLeads.Request request = task.request();
    Optional<String> domain = request.lead().identity().companyDomain();
    CompanyClaim company = domain.map(seen.companies()::get).orElse(null);
    Related account = domain.map(accounts::get).orElse(null);
    Optional<LeadRecord.Summary> known = person.record(request.id());
    if (known.isEmpty()) {
      return Optional.of(new Subject(task, person, company, account, null));
    }
    Optional<LeadRecord> waiting =
        Optional.of(known.get())
            .filter(record -> mayMove(request, record.state(), record.scoreVersion()))
            .flatMap(record -> store.record(record.place()))
            .filter(record -> mayMove(request, record.state(), record.scoreVersion()));
    if (waiting.isEmpty()) {
      task.done("duplicate");
    }
    return waiting.map(record -> new Subject(task, person, company, account, record));
  }

  /** Whether a lead that has a record is decided anew: a duplicate and an older score are not. */
  private static boolean mayMove(RouteLeads.Request request, State state, int scoreVersion) {
    return switch (state) {
      case ASSIGNED, CLOSED -> false;
      case HELD -> request.again() || request.scoreVersion() > scoreVersion;
      case NURTURE -> !request.again() && request.scoreVersion() > scoreVersion;
    };
  }

  private void decideAndWrite(List<Subject> subjects, Book read) {
    List<Subject> todo = new ArrayList<>(subjects);
    Book book = read;
    while (!todo.isEmpty()) {
      Map<Subject, Verdict> verdicts = decide(todo, book);
      todo.retainAll(verdicts.keySet());
      if (todo.isEmpty()) {
        return;
      }
      Group group = Group.first(todo, verdicts);
      todo.removeAll(group.subjects());
      Draft draft = new Draft(rulebook, book.draft(), now);
      if (write(group, verdicts, draft, todo)) {
        book = draft.book();
      }
    }
  }

  private Map<Subject, Verdict> decide(List<Subject> todo, Book book) {
    Map<Subject, Verdict> verdicts = new LinkedHashMap<>();
    for (Subject subject : todo) {
      try {
        verdicts.put(subject, decide(subject, book));
      } catch (RuntimeException e) {
        subject.task().missed(e);
      }
    }
    return verdicts;
  }

  private Verdict decide(Subject subject, Book book) {
    return DecideOwner.decide(rulebook, subject.question(rulebook.rules(), now), book, now);
  }

  /**
   * Leads that are written together.
   *
   * @param rotation whose turns they use; absent: none
   */
  private record Group(PoolState.@Nullable Key rotation, List<Subject> subjects) {
    /** Those without a turn first, since they need no lease. */
    static Group first(List<Subject> todo, Map<Subject, Verdict> verdicts) {
      Map<Optional<PoolState.Key>, List<Subject>> groups =
          todo.stream()
              .collect(
                  Collectors.groupingBy(
                      s -> rotation(verdicts.get(s)), LinkedHashMap::new, Collectors.toList()));
      Optional<PoolState.Key> first =
          groups.containsKey(Optional.<PoolState.Key>empty())
              ? Optional.empty()
              : groups.keySet().iterator().next();
      List<Subject> subjects = groups.getOrDefault(first, List.of());
      return new Group(first.orElse(null), subjects.stream().limit(Change.LEADS_MAX).toList());
    }

    private static Optional<PoolState.Key> rotation(@Nullable Verdict verdict) {
      return verdict instanceof Verdict.Rotate rotate
          ? Optional.of(rotate.rotation())
          : Optional.empty();
    }
  }

  /** Whether the draft is in the table now. */
  private boolean write(
      Group group, Map<Subject, Verdict> verdicts, Draft draft, List<Subject> leftOver) {
    try {
      boolean written =
          group.rotation() == null
              ? writeWithoutTurn(group.subjects(), verdicts, draft)
              : writeTurns(group.rotation(), group.subjects(), draft, leftOver);
      if (written) {
        draft.written();
      } else {
        draft.subjects().forEach(subject -> subject.task().moved());
      }
      return written;
    } catch (RuntimeException e) {
      blame(
          group.subjects().stream().filter(s -> !leftOver.contains(s)).map(Subject::task).toList(),
          e);
      return false;
    }
  }

  private boolean writeWithoutTurn(
      List<Subject> subjects, Map<Subject, Verdict> verdicts, Draft draft) {
    for (Subject subject : subjects) {
      switch (verdicts.get(subject)) {
        case Verdict.Direct direct -> draft.assign(subject, direct);
        case Verdict.Hold hold -> draft.hold(subject, hold);
        case Verdict.Nurture nurture -> draft.nurture(subject, nurture);
        case Verdict.Rotate rotate -> throw new IllegalStateException("it needs a turn");
        case null -> throw new IllegalStateException("it was not decided");
      }
    }
    return draft.isEmpty() || store.write(draft.change(null));
  }

  private boolean writeTurns(
      PoolState.Key rotation, List<Subject> subjects, Draft draft, List<Subject> leftOver) {
    PoolState pool = store.takeTurn(rotation);
    try {
      RotationState after = fold(pool, subjects, draft, leftOver);
      boolean written = !draft.isEmpty() && store.write(draft.change(pool.with(after)));
      if (!written) {
        store.letGo(pool);
      }
      return written || draft.isEmpty();
    } catch (RuntimeException e) {
      store.letGo(pool);
      throw e;
    }
  }

  /** Gives the turns; a lead that another pool shall have by now is left over. */
  private RotationState fold(
      PoolState pool, List<Subject> subjects, Draft draft, List<Subject> leftOver) {
    PoolState.Key rotation = pool.key();
    RotationState state = pool.state();
    for (Subject subject : subjects) {
      // Decided anew, since the leads before it may have filled the pool.
      if (decide(subject, draft.book()) instanceof Verdict.Rotate rotate
          && rotate.rotation().equals(rotation)) {
        Rotation.Choice choice =
            Rotation.next(
                state.retain(rotate.members()),
                rotation.pool(),
                rotation.band(),
                rotate.eligible());
        state = choice.after();
        draft.assign(subject, rotate, choice);
      } else {
        leftOver.add(subject);
      }
    }
    return state;
  }
}
