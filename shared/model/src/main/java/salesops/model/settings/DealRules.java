package salesops.model.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.deal.Deal;

/**
 * How leads become deals, and deals are won.
 *
 * @param stages open stages in order; won and lost always follow
 * @param lostReasons reasons to choose from; empty: any text
 * @param disqualifiedReasons reasons to choose from; empty: any text
 * @param handOver what follows a win
 * @param recontactLostDays days until a lost deal's lead comes back; absent: never
 * @param recontactDisqualifiedDays days until a disqualified lead comes back; absent: never
 * @param responses how soon a lead must be contacted; the first one that has the lead's grade
 *     counts, and without one nobody is reminded
 */
public record DealRules(
    List<Stage> stages,
    List<String> lostReasons,
    List<String> disqualifiedReasons,
    HandOver handOver,
    @Nullable Integer recontactLostDays,
    @Nullable Integer recontactDisqualifiedDays,
    List<Response> responses) {
  /** Most open stages. */
  public static final int STAGES_MAX = 20;

  /** What applies where the settings say nothing. */
  public static final DealRules USUAL =
      new DealRules(
          List.of(
              Stage.of("prospecting", 5),
              Stage.of("qualification", 15),
              Stage.of("proposal", 40),
              Stage.of("negotiation", 65)),
          List.of(),
          List.of(),
          new HandOver(null, List.of()),
          null,
          null,
          List.of());

  public DealRules {
    stages = List.copyOf(stages);
    lostReasons = List.copyOf(lostReasons);
    disqualifiedReasons = List.copyOf(disqualifiedReasons);
    responses = List.copyOf(responses);
  }

  /**
   * An open stage.
   *
   * @param probabilityPercent chance of a deal in it to be won, 0 to 100, for the weighted pipeline
   * @param needs fields that a deal must have to enter it
   * @param approval which deals the manager must approve before they enter it; absent: none
   */
  public record Stage(
      String name, int probabilityPercent, Set<Need> needs, @Nullable Approval approval) {
    public Stage {
      needs = Set.copyOf(needs);
    }

    static Stage of(String name, int probabilityPercent) {
      return new Stage(name, probabilityPercent, Set.of(), null);
    }
  }

  /** A field that a stage may require. */
  public enum Need {
    ACCOUNT,
    AMOUNT,
    EXPECTED_CLOSE,
    PRODUCT
  }

  /**
   * Deals that only a manager may move on.
   *
   * @param discountPercentFrom discounts from this on; absent: any
   * @param amountMinorFrom amounts from this on, in the company's currency; absent: any
   */
  public record Approval(@Nullable Integer discountPercentFrom, @Nullable Long amountMinorFrom) {}

  /**
   * What follows a win.
   *
   * @param to email address of who takes over the account; absent: the owner keeps it
   */
  public record HandOver(@Nullable String to, List<String> checklist) {
    public HandOver {
      checklist = List.copyOf(checklist);
    }
  }

  /**
   * How soon leads of some grades must be contacted, in minutes of the owner's working time since
   * the assignment, each later than the one before.
   *
   * @param remindMinutes when the owner is reminded; absent: never
   * @param managerMinutes when the manager is told; absent: never
   * @param reassignMinutes when the lead goes to another rep; absent: never
   */
  public record Response(
      Set<Grade> grades,
      @Nullable Integer remindMinutes,
      @Nullable Integer managerMinutes,
      @Nullable Integer reassignMinutes) {
    public Response {
      grades = Set.copyOf(grades);
    }
  }

  /** How soon a lead of this grade must be contacted; empty: nobody is reminded. */
  public Optional<Response> response(Grade grade) {
    return responses.stream().filter(r -> r.grades().contains(grade)).findFirst();
  }

  /** The open stage of this name. */
  public Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Names of all stages in order, won and lost last. */
  public List<String> stageNames() {
    return java.util.stream.Stream.concat(
            stages.stream().map(Stage::name), java.util.stream.Stream.of(Deal.WON, Deal.LOST))
        .toList();
  }
}
