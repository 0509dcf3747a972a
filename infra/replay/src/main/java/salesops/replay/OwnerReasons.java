package salesops.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.Decision.PassedOver;
import salesops.model.Codes;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.Criterion;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Territory;
import salesops.replay.Outcome.Eligible;
import salesops.routing.LeadRecord.State;

/** Where another owner or territory comes from: told from both decisions and both settings. */
final class OwnerReasons {
  /** Reasons of one kind that are told. */
  private static final int TOLD_MAX = 3;

  private final Rules before;
  private final Rules after;

  OwnerReasons(Rules before, Rules after) {
    this.before = before;
    this.after = after;
  }

  Cause cause(Lead lead, Outcome old, Outcome now) {
    if (Objects.equals(old.owner(), now.owner()) && old.state() == now.state()) {
      return Cause.NONE;
    }
    if (old.rotation() != null
        && old.rotation().equals(now.rotation())
        && old.eligible().equals(now.eligible())) {
      return Cause.TURN_MOVED;
    }
    boolean related = old.path() == Path.EXISTING_OWNER || now.path() == Path.EXISTING_OWNER;
    boolean named = old.path() == Path.NAMED_ACCOUNT || now.path() == Path.NAMED_ACCOUNT;
    if (related && !named && before.sameRelations(after) && before.sameRep(old.owner(), after)) {
      return Cause.FOLLOWS;
    }
    Set<String> considered = new LinkedHashSet<>(considered(old));
    considered.addAll(considered(now));
    boolean same =
        before
            .concerning(lead, old.score().grade(), considered)
            .equals(after.concerning(lead, now.score().grade(), considered));
    return same ? Cause.TURN_MOVED : Cause.RULES;
  }

  private static List<String> considered(Outcome outcome) {
    return outcome.decision().matched().stream().map(Decision.Match::territory).toList();
  }

  List<String> of(Lead lead, Outcome old, Outcome now, Cause cause) {
    boolean moved = !Objects.equals(old.territory(), now.territory());
    return switch (cause) {
      case NONE -> moved ? List.of(territory(lead, old, now)) : List.of();
      case FOLLOWS -> List.of(follows(old, now));
      case TURN_MOVED -> turnMoved(old, now);
      case RULES -> rules(lead, old, now);
    };
  }

  private static String follows(Outcome old, Outcome now) {
    return now.path() == Path.EXISTING_OWNER
        ? "follows the " + relation(now) + "'s earlier lead"
        : "the " + relation(old) + "'s earlier lead has no such owner now";
  }

  private static String relation(Outcome outcome) {
    return outcome.decision().steps().stream()
            .anyMatch(step -> step.found() && step.detail().startsWith("person"))
        ? "person"
        : "company";
  }

  private List<String> turnMoved(Outcome old, Outcome now) {
    List<String> reps = eligible(old, now);
    if (now.state() == State.HELD) {
      return List.of("turn moved: " + now.hold());
    }
    return List.of(reps.isEmpty() ? "turn moved" : "turn moved: " + String.join(", ", reps));
  }

  private List<String> rules(Lead lead, Outcome old, Outcome now) {
    if (now.state() == State.NURTURE) {
      return List.of(now.score().grade() + " gets no rep");
    }
    if (old.state() == State.NURTURE) {
      return List.of(now.score().grade() + " gets a rep");
    }
    String company = lead.identity().company();
    if (now.path() == Path.NAMED_ACCOUNT) {
      return List.of("named account " + company + " of " + now.ownerText());
    }
    if (old.path() == Path.NAMED_ACCOUNT) {
      return List.of(company + " is no named account of " + old.ownerText());
    }
    if (!Objects.equals(old.territory(), now.territory())) {
      return List.of(territory(lead, old, now));
    }
    List<String> reasons = rotation(old, now);
    reasons.addAll(eligible(old, now));
    if (reasons.isEmpty()) {
      reasons.add(
          now.path() == Path.FALLBACK ? "fallback is " + now.ownerText() : "other rules for it");
    }
    return reasons;
  }

  private static List<String> rotation(Outcome old, Outcome now) {
    List<String> reasons = new ArrayList<>();
    if (old.rotation() != null && now.rotation() != null) {
      if (!old.rotation().pool().equals(now.rotation().pool())) {
        reasons.add("pool " + old.rotation().pool() + " → " + now.rotation().pool());
      }
      if (!old.rotation().band().equals(now.rotation().band())) {
        reasons.add("rotates with " + now.rotation().band());
      }
    }
    return reasons;
  }

  /** Reps who could have had the turn on one side only, and weights that differ. */
  private static List<String> eligible(Outcome old, Outcome now) {
    Map<RepId, Integer> was = weights(old);
    Map<RepId, Integer> is = weights(now);
    Set<RepId> all = new LinkedHashSet<>(is.keySet());
    all.addAll(was.keySet());
    List<String> reasons = new ArrayList<>();
    for (RepId rep : all) {
      Integer before = was.get(rep);
      Integer after = is.get(rep);
      if (was.isEmpty() || is.isEmpty() || Objects.equals(before, after)) {
        continue;
      }
      if (before == null) {
        reasons.add(
            rep.shortName()
                + whyNot(old, rep).map(why -> " was " + why).orElse(" is in the pool now"));
      } else if (after == null) {
        reasons.add(
            rep.shortName()
                + whyNot(now, rep).map(why -> " is " + why).orElse(" is not in the pool now"));
      } else {
        reasons.add(
            rep.shortName() + " ×" + Rep.weightText(before) + " → ×" + Rep.weightText(after));
      }
    }
    return reasons.stream().limit(TOLD_MAX).collect(Collectors.toCollection(ArrayList::new));
  }

  private static Map<RepId, Integer> weights(Outcome outcome) {
    Map<RepId, Integer> weights = new TreeMap<>();
    for (Eligible eligible : outcome.eligible()) {
      weights.put(eligible.rep(), eligible.weight());
    }
    return weights;
  }

  private static Optional<String> whyNot(Outcome outcome, RepId rep) {
    return outcome.decision().passedOver().stream()
        .filter(p -> p.rep().equals(rep))
        .map(OwnerReasons::words)
        .findFirst();
  }

  private static String words(PassedOver rep) {
    String why = Codes.words(rep.why());
    return rep.why().equals("LACKS_SKILL")
        ? "without " + rep.detail()
        : why + (rep.detail().isEmpty() ? "" : " (" + rep.detail() + ")");
  }

  /** {@code EMEA → DACH: DACH is new: country is DE}. */
  private String territory(Lead lead, Outcome old, Outcome now) {
    String was = place(old);
    String is = place(now);
    return was + " → " + is + ": " + because(lead, old, now);
  }

  /** The territory, or how the owner was found without one. */
  private static String place(Outcome outcome) {
    Path path = outcome.path();
    return outcome.territory() != null
        ? outcome.territory()
        : path != null ? Codes.words(path.name()) : outcome.ownerText();
  }

  private String because(Lead lead, Outcome old, Outcome now) {
    if (now.state() == State.HELD) {
      return now.hold();
    }
    return left(lead, old.territory(), now)
        .or(() -> entered(lead, now.territory(), old))
        .orElseGet(() -> old.state() == State.HELD ? "was held: " + old.hold() : "comes first now");
  }

  /** Why the new settings do not leave the lead in its territory. */
  private Optional<String> left(Lead lead, @Nullable String name, Outcome now) {
    if (name == null) {
      return Optional.empty();
    }
    Optional<Territory> territory = after.territory(name);
    return territory.isEmpty()
        ? Optional.of(name + " is gone")
        : missed(lead, territory.get()).or(() -> nobody(now, territory.get()));
  }

  /** Why the old settings did not put the lead there. */
  private Optional<String> entered(Lead lead, @Nullable String name, Outcome old) {
    Optional<Territory> territory = after.territory(name);
    Optional<Territory> earlier = before.territory(name);
    if (territory.isEmpty()) {
      return Optional.empty();
    }
    if (earlier.isEmpty()) {
      return Optional.of(name + " is new: " + met(lead, territory.get(), c -> true));
    }
    List<Criterion> known = earlier.get().criteria();
    return missed(lead, earlier.get()).isPresent()
        ? Optional.of(met(lead, territory.get(), criterion -> !known.contains(criterion)))
        : nobody(old, earlier.get())
            .map(why -> joined(earlier.get(), territory.get()).orElse("had nobody: " + why));
  }

  private static Optional<String> joined(Territory earlier, Territory now) {
    List<String> joined =
        now.pool().members().stream()
            .filter(rep -> !earlier.pool().members().contains(rep))
            .map(RepId::shortName)
            .limit(TOLD_MAX)
            .toList();
    return joined.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", joined) + " in the pool now");
  }

  private static Optional<String> missed(Lead lead, Territory territory) {
    return territory.criteria().stream()
        .filter(criterion -> !criterion.matches(lead))
        .map(criterion -> criterion.describe(lead))
        .findFirst();
  }

  private static String met(Lead lead, Territory territory, Predicate<Criterion> which) {
    String text =
        territory.criteria().stream()
            .filter(which)
            .limit(TOLD_MAX)
            .map(criterion -> criterion.describe(lead))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "takes every lead" : text;
  }

  /**
   * Why a territory's pool had nobody for the lead; empty when it was not asked or had somebody.
   */
  private static Optional<String> nobody(Outcome outcome, Territory territory) {
    boolean asked =
        outcome.decision().matched().stream()
            .anyMatch(
                m -> m.territory().equals(territory.name()) && m.outcome().equals("NOBODY_FREE"));
    if (!asked) {
      return Optional.empty();
    }
    if (!territory.need().isEmpty()
        && passedOver(outcome, territory).anyMatch(p -> p.why().equals("LACKS_SKILL"))) {
      return Optional.of("needs " + String.join(", ", territory.need().stream().sorted().toList()));
    }
    return Optional.of(
        passedOver(outcome, territory)
            .limit(TOLD_MAX)
            .map(p -> p.rep().shortName() + " is " + words(p))
            .collect(Collectors.joining(", ")));
  }

  private static Stream<PassedOver> passedOver(Outcome outcome, Territory territory) {
    return outcome.decision().passedOver().stream()
        .filter(p -> p.pool().equals(territory.pool().name()));
  }
}
