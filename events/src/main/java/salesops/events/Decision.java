package salesops.events;

import java.util.List;
import java.util.Objects;
import salesops.model.RepId;

/**
 * Why a lead went where it went.
 *
 * @param steps paths tried before or until one gave an owner, in order, with what was found
 * @param matched matching territories in rank order, the winning one last considered
 * @param passedOver reps of the pools considered who were not eligible, and why
 */
public record Decision(List<Step> steps, List<Match> matched, List<PassedOver> passedOver) {
  public static final Decision NONE = new Decision(List.of(), List.of(), List.of());

  public Decision {
    steps = List.copyOf(steps);
    matched = List.copyOf(matched);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * @param path such as {@code NAMED_ACCOUNT}
   * @param found whether it gave the owner
   * @param detail the owner found, or empty
   */
  public record Step(String path, boolean found, String detail) {
    public Step {
      detail = Objects.requireNonNullElse(detail, ""); // JSON leaves out what is empty
    }
  }

  /**
   * @param outcome {@code CHOSEN}, {@code NOBODY_FREE}, {@code NOT_REACHED}, {@code HOLDS}
   */
  public record Match(String territory, String pool, String outcome) {}

  /**
   * @param why {@code ON_LEAVE}, {@code AWAY}, {@code NOT_STARTED}, {@code LEFT}, {@code HOLIDAY},
   *     {@code OFF_HOURS}, {@code LACKS_SKILL}, {@code FULL}, {@code RETURNED_BEFORE}
   * @param detail what a person reads: {@code until 2027-01-02}, {@code 60 of 60 open}, {@code de}
   */
  public record PassedOver(RepId rep, String pool, String why, String detail) {
    public PassedOver {
      pool = Objects.requireNonNullElse(pool, "");
      detail = Objects.requireNonNullElse(detail, "");
    }
  }
}
