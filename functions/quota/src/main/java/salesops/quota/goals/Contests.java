package salesops.quota.goals;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.ContestClosed;
import salesops.model.RepId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Contest;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.people.People;
import salesops.quota.people.Person;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Contests between reps: how they stand, and what they came to when they were closed. */
public final class Contests {
  private static final String PREFIX = "g#";

  private final DynamoDbTable<ContestItem> results;
  private final DynamoLedger ledger;
  private final ActivityLog log;
  private final People people;
  private final Clock clock;

  public Contests(
      DynamoDbEnhancedClient enhanced,
      String table,
      DynamoLedger ledger,
      ActivityLog log,
      People people,
      Clock clock) {
    this.results = enhanced.table(table, ContestItem.SCHEMA);
    this.ledger = ledger;
    this.log = log;
    this.people = people;
    this.clock = clock;
  }

  /**
   * @param result as JSON
   */
  record ContestItem(String pk, int sk, String result, @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<ContestItem> SCHEMA = ItemSchema.of(ContestItem.class);
  }

  /** What is stored of a closed contest: keys, no names. */
  record Result(List<Score> scores, String by, Instant at) {
    record Score(int rank, RepKey rep, long score) {}
  }

  /**
   * A rank; reps with the same score share it.
   *
   * @param name of the rep
   * @param score revenue in minor units, otherwise a count
   */
  public record Rank(int rank, String name, long score) {}

  /**
   * @param closedAt absent: it is open
   */
  public record Ranking(Contest contest, List<Rank> ranks, @Nullable Instant closedAt) {
    public Ranking {
      ranks = List.copyOf(ranks);
    }
  }

  /** How a contest stands, or what it came to. */
  public Ranking ranking(Contest contest, Settings settings) {
    return closed(contest)
        .orElseGet(() -> new Ranking(contest, named(now(contest, settings)), null));
  }

  private Optional<Ranking> closed(Contest contest) {
    ContestItem item =
        results.getItem(
            r ->
                r.key(k -> k.partitionValue(PREFIX + contest.name()).sortValue(0))
                    .consistentRead(true));
    return Optional.ofNullable(item)
        .map(i -> Json.read(i.result(), Result.class))
        .map(result -> new Ranking(contest, named(result.scores()), result.at()));
  }

  private List<Rank> named(List<Result.Score> scores) {
    Map<RepKey, Person> names = people.all();
    return scores.stream()
        .map(
            score -> {
              Person person = names.get(score.rep());
              String name = person == null ? score.rep().value() : person.name();
              return new Rank(score.rank(), name, score.score());
            })
        .sorted(Comparator.comparingInt(Rank::rank).thenComparing(Rank::name))
        .toList();
  }

  private List<Result.Score> now(Contest contest, Settings settings) {
    Scores scores = new Scores(ledger, log, people, FiscalCalendar.of(settings.company()));
    Period period = new Period(contest.from(), contest.until());
    List<Result.Score> unranked = new ArrayList<>();
    for (Rep rep : settings.reps()) {
      if (contest.teams().isEmpty() || takesPart(rep, contest, settings)) {
        unranked.add(
            new Result.Score(
                0, people.key(rep.id()), scores.of(rep.id(), contest.metric(), period)));
      }
    }
    unranked.sort(
        Comparator.comparingLong(Result.Score::score).reversed().thenComparing(Result.Score::rep));
    List<Result.Score> ranked = new ArrayList<>();
    for (Result.Score score : unranked) {
      boolean tied = !ranked.isEmpty() && ranked.getLast().score() == score.score();
      int rank = tied ? ranked.getLast().rank() : ranked.size() + 1;
      ranked.add(new Result.Score(rank, score.rep(), score.score()));
    }
    return ranked;
  }

  private static boolean takesPart(Rep rep, Contest contest, Settings settings) {
    return settings
        .placeOn(rep.id(), contest.from())
        .filter(place -> contest.teams().contains(place.team()))
        .isPresent();
  }

  /**
   * Closes a contest; closing it again gives the same answer.
   *
   * @throws IllegalStateException when its last day is not over in the company's zone
   */
  public Ranking close(Contest contest, String by, Settings settings) {
    Optional<Ranking> before = closed(contest);
    if (before.isPresent()) {
      return before.get();
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, settings.company().zoneId());
    if (today.isBefore(contest.until())) {
      throw new IllegalStateException(
          "The contest runs through " + contest.until().minusDays(1) + "; close it after that day");
    }
    List<Result.Score> scores = now(contest, settings);
    Map<RepKey, Person> names = people.all();
    List<RepId> winners =
        scores.stream()
            .filter(score -> score.rank() == 1 && score.score() > 0)
            .map(score -> names.get(score.rep()))
            .flatMap(person -> Optional.ofNullable(person).map(Person::email).stream())
            .toList();
    long best = scores.isEmpty() ? 0 : scores.getFirst().score();
    ContestClosed event =
        new ContestClosed(
            contest.name(),
            contest.metric(),
            winners,
            best,
            settings.company().currency(),
            contest.prize(),
            by);
    // Of two that close it at once, one decides.
    boolean ignored =
        ConditionalPut.put(
            results,
            new ContestItem(
                PREFIX + contest.name(),
                0,
                Json.text(new Result(scores, by, now)),
                Outbox.letters(Envelope.of(event, null, now))),
            ConditionalPut.ABSENT);
    return closed(contest).orElseThrow();
  }
}
