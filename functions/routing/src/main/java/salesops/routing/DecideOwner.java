package salesops.routing;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision.PassedOver;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Territory;

/**
 * Tries the paths in the settings' order until one gives an owner. Same question, rulebook, book
 * and time: same verdict.
 */
final class DecideOwner {
  /** Longest row of substitutes of substitutes. */
  static final int BACKUPS_MAX = 3;

  private static final String CHOSEN = "CHOSEN";
  private static final String NOBODY_FREE = "NOBODY_FREE";
  private static final String HOLDS = "HOLDS";

  /** What keeps a rep from a turn, but not from a lead that is due to this rep anyhow. */
  private static final Set<String> MINOR = Set.of("FULL", "OFF_HOURS", "HOLIDAY");

  private final Rulebook rulebook;
  private final Question question;
  private final Book book;
  private final Instant now;
  private final Trail trail = new Trail();
  private @Nullable Territory exhausted;
  private String exhaustedBecause = "";

  private DecideOwner(Rulebook rulebook, Question question, Book book, Instant now) {
    this.rulebook = rulebook;
    this.question = question;
    this.book = book;
    this.now = now;
  }

  static Verdict decide(Rulebook rulebook, Question question, Book book, Instant now) {
    return new DecideOwner(rulebook, question, book, now).decide();
  }

  private Verdict decide() {
    List<Path> order = rulebook.rules().order();
    if (rulebook.rules().nurture().contains(question.score().grade())) {
      // Whoever talks to the person already hears of it, whatever the grade.
      Optional<Verdict> known =
          order.contains(Path.EXISTING_OWNER) ? byExistingOwner() : Optional.empty();
      return known.orElseGet(() -> new Verdict.Nurture(trail.decision()));
    }
    for (Path path : order) {
      Optional<Verdict> verdict =
          switch (path) {
            case NAMED_ACCOUNT -> byNamedAccount();
            case EXISTING_OWNER -> byExistingOwner();
            case TERRITORY -> byTerritory();
            case FALLBACK -> byFallback();
            case MANUAL -> Optional.empty();
          };
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return nobody();
  }

  private Verdict nobody() {
    Territory last = exhausted;
    return last == null
        ? new Verdict.Hold(
            "NO_FALLBACK", "no territory and no fallback has anybody", null, null, trail.decision())
        : new Verdict.Hold(
            "POOL_FULL", exhaustedBecause, null, rulebook.team(last.pool()), trail.decision());
  }

  private Optional<Verdict> byNamedAccount() {
    String domain = question.lead().identity().company();
    Optional<RepId> owner = rulebook.accountOwner(domain);
    Optional<RepId> rep = owner.flatMap(this::orBackup);
    trail.step(Path.NAMED_ACCOUNT, rep.isPresent(), owner.map(RepId::email).orElse(""));
    return rep.map(r -> new Verdict.Direct(r, Path.NAMED_ACCOUNT, false, trail.decision()));
  }

  private Optional<Verdict> byExistingOwner() {
    for (Question.Related related : question.related()) {
      Optional<RepId> rep = orBackup(related.owner());
      boolean person = related.link() == Question.Related.Link.PERSON;
      trail.step(Path.EXISTING_OWNER, rep.isPresent(), related.words());
      if (rep.isPresent()) {
        boolean again = person && rep.get().equals(related.owner());
        return Optional.of(
            new Verdict.Direct(rep.get(), Path.EXISTING_OWNER, again, trail.decision()));
      }
    }
    if (question.related().isEmpty()) {
      trail.step(Path.EXISTING_OWNER, false, "");
    }
    return Optional.empty();
  }

  private Optional<Verdict> byFallback() {
    Optional<RepId> fallback = Optional.ofNullable(rulebook.rules().fallback());
    Optional<RepId> rep = fallback.flatMap(this::orBackup);
    trail.step(Path.FALLBACK, rep.isPresent(), fallback.map(RepId::email).orElse(""));
    return rep.map(r -> new Verdict.Direct(r, Path.FALLBACK, false, trail.decision()));
  }

  /** The rep, or the nearest substitute who is there; a full rep still gets leads of this kind. */
  private Optional<RepId> orBackup(RepId owner) {
    RepId rep = owner;
    for (int i = 0; i <= BACKUPS_MAX; i++) {
      Optional<PassedOver> absence = absence(rep);
      if (absence.isEmpty()) {
        return Optional.of(rep);
      }
      trail.passedOver(absence.get());
      Optional<RepId> backup = rulebook.rep(rep).map(Rep::backup);
      if (backup.isEmpty() || !substituted(absence.get())) {
        return Optional.empty();
      }
      rep = backup.get();
    }
    return Optional.empty();
  }

  private static boolean substituted(PassedOver absence) {
    return absence.why().equals("ON_LEAVE") || absence.why().equals("AWAY");
  }

  /** Why a rep whom a lead is due to anyhow can't have it; capacity and hours do not matter. */
  private Optional<PassedOver> absence(RepId rep) {
    if (question.returners().contains(rep)) {
      return Optional.of(new PassedOver(rep, "", "RETURNED_BEFORE", ""));
    }
    Instant awayUntil = book.row(rep).awayUntil();
    if (rulebook.rep(rep).isEmpty()) {
      return outsider(rep, awayUntil);
    }
    Eligibility.Result alone =
        Eligibility.of(
            new Territory.Pool("", List.of(rep)),
            rulebook.settings(),
            Set.of(),
            question.score().grade(),
            now,
            r -> new RepStatus(awayUntil, 0, false, null));
    return alone.passedOver().stream()
        .filter(p -> !MINOR.contains(p.why()))
        .map(p -> new PassedOver(rep, "", p.why(), p.detail()))
        .findFirst();
  }

  /** Only the fallback may be somebody who is no rep, such as a manager. */
  private Optional<PassedOver> outsider(RepId rep, @Nullable Instant awayUntil) {
    if (!rep.equals(rulebook.rules().fallback())) {
      return Optional.of(new PassedOver(rep, "", "LEFT", ""));
    }
    return awayUntil != null && awayUntil.isAfter(now)
        ? Optional.of(new PassedOver(rep, "", "AWAY", "until " + awayUntil))
        : Optional.empty();
  }

  private Optional<Verdict> byTerritory() {
    List<Territory> matched = rulebook.match(question.lead());
    Set<String> visited = new HashSet<>();
    Optional<Territory> next = matched.stream().findFirst();
    Set<String> need = next.map(Territory::need).orElse(Set.of());
    while (next.isPresent() && visited.add(next.get().name())) {
      Territory territory = next.get();
      Optional<Verdict> verdict = inside(territory, need);
      if (verdict.isPresent()) {
        return verdict;
      }
      switch (rulebook.whenFull(territory)) {
        // What the lead needs stays the same: only the pool is larger.
        case PARENT -> next = rulebook.territory(territory.parent());
        case NEXT -> {
          next = matched.stream().filter(t -> !visited.contains(t.name())).findFirst();
          need = next.map(Territory::need).orElse(Set.of());
        }
        case FALLBACK -> next = Optional.empty();
        case HOLD -> {
          trail.step(Path.TERRITORY, false, territory.name());
          return Optional.of(nobody());
        }
      }
    }
    trail.step(Path.TERRITORY, false, matched.isEmpty() ? "" : matched.getFirst().name());
    return Optional.empty();
  }

  /** The verdict of one territory; empty when its pool has nobody. */
  private Optional<Verdict> inside(Territory territory, Set<String> need) {
    Territory.Pool pool = territory.pool();
    if (territory.hold()) {
      trail.matched(territory, HOLDS);
      trail.step(Path.TERRITORY, false, territory.name());
      return Optional.of(
          new Verdict.Hold(
              "TERRITORY_HOLDS",
              "territory " + territory.name() + " is assigned by hand",
              null,
              rulebook.team(pool),
              trail.decision()));
    }
    book.need(pool.members());
    Eligibility.Result eligibility =
        Eligibility.of(
            pool,
            rulebook.settings(),
            need,
            question.score().grade(),
            now,
            rep -> book.status(rep, question.returners()));
    eligibility.passedOver().forEach(trail::passedOver);
    if (!eligibility.eligible().isEmpty()) {
      trail.matched(territory, CHOSEN);
      trail.step(Path.TERRITORY, true, territory.name());
      return Optional.of(
          new Verdict.Rotate(
              territory.name(),
              new PoolState.Key(pool.name(), rulebook.rules().band(question.score().grade())),
              pool.members(),
              eligibility.eligible(),
              trail.decision()));
    }
    trail.matched(territory, NOBODY_FREE);
    exhausted = territory;
    exhaustedBecause = Trail.nobody(pool, eligibility.passedOver());
    return whenOpen(territory, eligibility);
  }

  /** A planned hold when somebody of the pool only has to come to work. */
  private Optional<Verdict> whenOpen(Territory territory, Eligibility.Result eligibility) {
    if (eligibility.opensAt() == null) {
      return Optional.empty();
    }
    trail.step(Path.TERRITORY, false, territory.name());
    return Optional.of(
        new Verdict.Hold(
            "OUTSIDE_HOURS",
            "nobody of pool " + territory.pool().name() + " works now",
            eligibility.opensAt(),
            rulebook.team(territory.pool()),
            trail.decision()));
  }
}
