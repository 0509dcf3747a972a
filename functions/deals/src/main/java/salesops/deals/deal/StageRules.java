package salesops.deals.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.model.deal.Money;
import salesops.model.settings.DealRules.Approval;
import salesops.model.settings.DealRules.Need;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;
import salesops.runtime.operations.Refused;

/**
 * What people may do with a deal. Other systems and lists are not asked: they report what was done
 * elsewhere.
 */
record StageRules(Settings settings) {

  /**
   * Checks a change that a person makes.
   *
   * @param before absent: the deal is opened
   * @param by who makes it
   * @return why it is refused; empty when it is allowed
   */
  Optional<Refused> check(@Nullable Deal before, Deal after, String by) {
    if (after.owner() == null) {
      return Optional.of(
          new Refused(
              "unknownOwner",
              after.unknownOwner().isEmpty()
                  ? "The deal needs an owner: give the email address of a rep."
                  : "There's no rep “" + after.unknownOwner() + "” in the settings."));
    }
    Optional<RepId> stranger =
        after.credits().stream()
            .map(credit -> credit.rep())
            .filter(rep -> !settings.mayOwn(rep))
            .findFirst();
    if (stranger.isPresent()) {
      return Optional.of(
          new Refused("unknownOwner", "There's no rep “" + stranger.get() + "” in the settings."));
    }
    if (before != null && before.stage().equals(after.stage())) {
      return Optional.empty();
    }
    return switch (after.state()) {
      case LOST -> lost(after);
      case REMOVED -> Optional.empty();
      case OPEN -> known(after).or(() -> missing(after)).or(() -> approval(after, by));
      case WON -> missing(after).or(() -> approval(after, by));
    };
  }

  private Optional<Refused> known(Deal deal) {
    return settings.deals().stage(deal.stage()).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "unknownStage",
                "There's no stage “"
                    + deal.stage()
                    + "”. Choose one of: "
                    + String.join(", ", settings.deals().stageNames())));
  }

  private Optional<Refused> lost(Deal deal) {
    List<String> reasons = settings.deals().lostReasons();
    if (deal.reason().isEmpty()) {
      return Optional.of(new Refused("missing", "Say why the deal was lost."));
    }
    return reasons.isEmpty() || reasons.contains(deal.reason())
        ? Optional.empty()
        : Optional.of(
            new Refused("invalid", "The reason must be one of: " + String.join(", ", reasons)));
  }

  /** What the stages up to this one need and the deal lacks. */
  private Optional<Refused> missing(Deal deal) {
    String lacking =
        upTo(deal).stream()
            .flatMap(stage -> stage.needs().stream())
            .distinct()
            .sorted()
            .filter(need -> lacks(deal, need))
            .map(StageRules::words)
            .collect(Collectors.joining(", "));
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "missing",
                "Before it can move to " + deal.stage() + ", the deal needs: " + lacking));
  }

  private List<Stage> upTo(Deal deal) {
    if (deal.state() == State.WON) {
      return settings.deals().stages();
    }
    List<Stage> passed = new ArrayList<>();
    for (Stage stage : settings.deals().stages()) {
      passed.add(stage);
      if (stage.name().equals(deal.stage())) {
        break;
      }
    }
    return passed;
  }

  private static boolean lacks(Deal deal, Need need) {
    return switch (need) {
      case ACCOUNT -> deal.account().isEmpty();
      case AMOUNT -> deal.amount().minor() <= 0;
      case EXPECTED_CLOSE -> deal.expectedClose() == null && deal.closed() == null;
      case PRODUCT -> deal.products().isEmpty();
    };
  }

  private static String words(Need need) {
    return switch (need) {
      case ACCOUNT -> "an account";
      case AMOUNT -> "an amount";
      case EXPECTED_CLOSE -> "an expected close date";
      case PRODUCT -> "a product";
    };
  }

  /** The deal desk: from some discount or amount on, the manager moves the deal. */
  private Optional<Refused> approval(Deal deal, String by) {
    return upTo(deal).stream()
        .filter(stage -> stage.approval() != null && isAbove(deal, stage.approval()))
        .findFirst()
        .filter(stage -> !manages(deal.owner(), by))
        .map(
            stage ->
                new Refused(
                    "needsApproval",
                    "This deal needs "
                        + manager(deal.owner())
                        + "'s approval to move to "
                        + deal.stage()
                        + ": "
                        + why(deal, stage.approval())
                        + ". Ask them to move it."));
  }

  /** Whether all that the approval names holds. */
  private static boolean isAbove(Deal deal, Approval approval) {
    Integer discount = approval.discountPercentFrom();
    Long amount = approval.amountMinorFrom();
    return (discount == null || deal.discountPercent() >= discount)
        && (amount == null || deal.amount().minor() >= amount);
  }

  private String why(Deal deal, @Nullable Approval approval) {
    Integer discount = approval == null ? null : approval.discountPercentFrom();
    return discount != null && deal.discountPercent() >= discount
        ? "its discount is " + deal.discountPercent() + "%, the limit " + discount + "%"
        : "its amount is "
            + deal.amount().text()
            + ", the limit "
            + new Money(
                    approval == null || approval.amountMinorFrom() == null
                        ? 0
                        : approval.amountMinorFrom(),
                    settings.company().currency())
                .text();
  }

  private boolean manages(@Nullable RepId owner, String by) {
    return team(owner).map(team -> team.manager().email().equalsIgnoreCase(by)).orElse(true);
  }

  private String manager(@Nullable RepId owner) {
    return team(owner).map(team -> team.manager().shortName()).orElse("the manager");
  }

  private Optional<Team> team(@Nullable RepId owner) {
    return Optional.ofNullable(owner).flatMap(settings::teamOf);
  }
}
