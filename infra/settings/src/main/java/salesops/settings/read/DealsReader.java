package salesops.settings.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.Approval;
import salesops.model.settings.DealRules.HandOver;
import salesops.model.settings.DealRules.Need;
import salesops.model.settings.DealRules.Stage;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code deals}: stages, reasons, the handover, and when leads come back. */
public final class DealsReader {
  static final int REASONS_MAX = 50;
  static final int CHECKLIST_MAX = 20;
  static final int RECONTACT_DAYS_MAX = 3_650;

  /**
   * Most characters of a stage, reason or task. Slack shows no longer option:
   * https://docs.slack.dev/reference/block-kit/composition-objects/option-object/
   */
  static final int LABEL_LENGTH_MAX = 75;

  private static final Keys DEALS =
      Keys.of("stages", "lostReasons", "disqualifiedReasons", "handOver", "recontact", "response");
  private static final Keys STAGE = Keys.of("name", "probability", "needs", "approval");
  private static final Keys APPROVAL = Keys.of("when", "by");
  private static final Keys APPROVAL_WHEN = Keys.of("discount", "amount");
  private static final Keys HAND_OVER = Keys.of("to", "checklist");
  private static final Keys RECONTACT = Keys.of("lost", "disqualified");
  private static final Map<String, Need> NEEDS =
      Map.of(
          "account", Need.ACCOUNT,
          "amount", Need.AMOUNT,
          "expectedClose", Need.EXPECTED_CLOSE,
          "product", Need.PRODUCT);
  private static final Pattern FROM = Pattern.compile("([^.].*?)\\s*\\.\\.");

  private final Source source;
  private final Problems problems;

  public DealsReader(Source source) {
    this.source = source;
    this.problems = source.problems();
  }

  /**
   * @param currency the company's, in which amounts are written
   */
  public DealRules read(String currency) {
    Section deals = source.root().section("deals", DEALS);
    Section recontact = deals.section("recontact", RECONTACT);
    return new DealRules(
        stages(deals, currency),
        labels(deals, "lostReasons", REASONS_MAX),
        labels(deals, "disqualifiedReasons", REASONS_MAX),
        handOver(deals.section("handOver", HAND_OVER)),
        recontact.value("lost", DealsReader::recontactDays).orElse(null),
        recontact.value("disqualified", DealsReader::recontactDays).orElse(null),
        new ResponseReader(deals.anySection("response"), problems).read());
  }

  private List<Stage> stages(Section deals, String currency) {
    if (!deals.has("stages")) {
      return DealRules.USUAL.stages();
    }
    List<Node> items = deals.items("stages");
    if (items.isEmpty() || items.size() > DealRules.STAGES_MAX) {
      problems.error(
          deals.at("stages"),
          items.isEmpty() ? "names no stage" : "names " + items.size() + " stages",
          items.isEmpty()
              ? "name one, or leave stages out"
              : "at most " + DealRules.STAGES_MAX + " besides won and lost");
    }
    List<Stage> stages = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Node item : items) {
      Section section = Section.of(item, STAGE, problems);
      Stage stage = stage(section, currency);
      refuseTwice(seen, stage.name(), section.at("name"));
      stages.add(stage);
    }
    return stages;
  }

  private Stage stage(Section stage, String currency) {
    return new Stage(
        stage.required("name", DealsReader::stageName, ""),
        stage.required("probability", Values.percent(0, 100), 0),
        new LinkedHashSet<>(stage.values("needs", Values.oneOf(NEEDS))),
        stage.has("approval") ? approval(stage.section("approval", APPROVAL), currency) : null);
  }

  private static String stageName(String text) {
    String name = label(text);
    if (name.equalsIgnoreCase(Deal.WON) || name.equalsIgnoreCase(Deal.LOST)) {
      throw new Malformed(
          "the stage " + name + " always exists", "leave it out: name open stages only");
    }
    return name;
  }

  private Approval approval(Section approval, String currency) {
    approval.value("by", Values.oneOf(Map.of("manager", true)));
    Section when = approval.section("when", APPROVAL_WHEN);
    if (when.keys().isEmpty()) {
      problems.error(approval.at("when"), "names no condition", "write when: {discount: 20%..}");
    }
    return new Approval(
        when.value("discount", from("20%..", Values.percent(1, 100))).orElse(null),
        when.value("amount", from("50000..", Values.money(currency))).orElse(null));
  }

  /** A range without an upper end: {@code 20%..}. */
  private static <T> Function<String, T> from(String example, Function<String, T> lowest) {
    return text -> {
      Matcher range = FROM.matcher(text);
      if (!range.matches()) {
        throw new Malformed(
            Values.quoted(text) + " must be the lowest value followed by two dots",
            "write " + example);
      }
      return lowest.apply(range.group(1));
    };
  }

  private HandOver handOver(Section handOver) {
    return new HandOver(
        handOver.value("to", Values::email).orElse(null),
        labels(handOver, "checklist", CHECKLIST_MAX));
  }

  private static int recontactDays(String text) {
    int days = Values.days(text);
    if (days > RECONTACT_DAYS_MAX) {
      throw new Malformed(text + " is out of range", "at most " + RECONTACT_DAYS_MAX + "d");
    }
    return days;
  }

  /** Different texts that people choose from. */
  private List<String> labels(Section section, String key, int max) {
    List<String> labels = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Node item : section.items(key)) {
      Optional<String> label = Section.value(item, DealsReader::label, problems);
      label.ifPresent(text -> refuseTwice(seen, text, item.place()));
      label.ifPresent(labels::add);
    }
    if (labels.size() > max) {
      problems.error(section.at(key), "has " + labels.size() + " items", "at most " + max);
    }
    return labels;
  }

  private static String label(String text) {
    if (text.length() > LABEL_LENGTH_MAX) {
      throw new Malformed("is longer than " + LABEL_LENGTH_MAX + " characters", "shorten it");
    }
    return Values.name(text);
  }

  /** People type names in any case. */
  private void refuseTwice(Map<String, Place> seen, String name, Place place) {
    @Nullable Place earlier = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
    if (earlier != null && !name.isEmpty()) {
      problems.error(
          place,
          Values.quoted(name) + " is listed twice, first on line " + earlier.line(),
          "remove one");
    }
  }
}
