package salesops.settings.targets;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.CommissionPlans.Tier;
import salesops.model.settings.CommissionPlans.TierMode;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/**
 * Reads the {@code tiers} of a plan: thresholds with rates, or ranges with rates. They must rise
 * from 0 % and adjoin one another, so that each share of a quota has exactly one rate.
 */
record TiersReader(Problems problems) {
  /** Largest threshold, in percent of the quota. */
  static final int THRESHOLD_PERCENT_MAX = 1_000;

  private static final int RATE_PERCENT_MAX = 100;
  private static final Keys TIERS = Keys.of("mode", "rates");
  private static final Keys RANGE = Keys.of("from", "to", "rate");
  private static final Map<String, TierMode> MODES =
      Map.of("marginal", TierMode.MARGINAL, "retroactive", TierMode.RETROACTIVE);

  /** How tiers apply, and the tiers. */
  record Tiers(TierMode mode, List<Tier> tiers) {}

  /** A tier as written; without {@code to} it ends where the next one begins. */
  private record Range(Place place, BigDecimal from, @Nullable BigDecimal to, BigDecimal rate) {}

  /** A rate in percent of the credits. */
  static BigDecimal rate(String text) {
    return Percents.upTo(RATE_PERCENT_MAX).apply(text);
  }

  /** The tiers of a plan; empty after an error. */
  Optional<Tiers> read(Section plan) {
    if (!plan.has("tiers")) {
      problems.error(plan.at("tiers"), "is missing", null);
      return Optional.empty();
    }
    Section section = plan.section("tiers", TIERS);
    Optional<TierMode> mode = section.required("mode", Values.oneOf(MODES));
    Optional<List<Range>> ranges =
        ranges(section).filter(all -> isRising(all, section.at("rates")) && adjoin(all));
    return mode.flatMap(how -> ranges.map(all -> new Tiers(how, tiers(all))));
  }

  private static List<Tier> tiers(List<Range> ranges) {
    return ranges.stream().map(range -> new Tier(range.from(), range.rate())).toList();
  }

  private Optional<List<Range>> ranges(Section section) {
    Place place = section.at("rates");
    List<Range> ranges =
        switch (section.node("rates").orElse(null)) {
          case Node.Fields fields -> thresholds(Section.ofAnyKeys(fields, problems));
          case Node.Items list ->
              list.items().stream().map(this::range).flatMap(Optional::stream).toList();
          case Node.Scalar scalar -> List.of();
          case null -> List.of();
        };
    if (problems.hasErrorIn(place)) {
      return Optional.empty();
    }
    if (ranges.isEmpty() || ranges.size() > CommissionPlans.TIERS_MAX) {
      problems.error(
          place,
          ranges.isEmpty()
              ? "must name the rate of each share of the quota"
              : "has " + ranges.size() + " tiers",
          ranges.isEmpty() ? "write {0%: 5%, 100%: 8%}" : "at most " + CommissionPlans.TIERS_MAX);
      return Optional.empty();
    }
    return Optional.of(ranges);
  }

  private List<Range> thresholds(Section rates) {
    List<Range> ranges = new ArrayList<>();
    for (String key : rates.keys()) {
      Node from = new Node.Scalar(rates.at(key), key);
      Optional<BigDecimal> threshold = Section.value(from, TiersReader::threshold, problems);
      Optional<BigDecimal> rate = rates.value(key, TiersReader::rate);
      if (threshold.isPresent() && rate.isPresent()) {
        ranges.add(new Range(rates.at(key), threshold.get(), null, rate.get()));
      }
    }
    return ranges;
  }

  private static BigDecimal threshold(String text) {
    return Percents.upTo(THRESHOLD_PERCENT_MAX).apply(text);
  }

  private Optional<Range> range(Node item) {
    Section range = Section.of(item, RANGE, problems);
    Optional<BigDecimal> from = range.required("from", TiersReader::threshold);
    @Nullable BigDecimal to = range.value("to", TiersReader::threshold).orElse(null);
    Optional<BigDecimal> rate = range.required("rate", TiersReader::rate);
    if (from.isEmpty() || rate.isEmpty()) {
      return Optional.empty();
    }
    if (to != null && to.compareTo(from.get()) <= 0) {
      problems.error(
          range.at("to"),
          Percents.text(to) + " must be above from, " + Percents.text(from.get()),
          "write where the next tier begins");
      return Optional.empty();
    }
    return Optional.of(new Range(range.place(), from.get(), to, rate.get()));
  }

  private boolean isRising(List<Range> ranges, Place place) {
    for (int i = 1; i < ranges.size(); i++) {
      BigDecimal before = ranges.get(i - 1).from();
      BigDecimal from = ranges.get(i).from();
      if (from.compareTo(before) <= 0) {
        problems.error(
            ranges.get(i).place(),
            Percents.text(from) + " must be above the tier before it, " + Percents.text(before),
            "list tiers from low to high");
        return false;
      }
    }
    BigDecimal first = ranges.getFirst().from();
    if (first.signum() != 0) {
      problems.error(
          place, "must begin at 0%, not at " + Percents.text(first), "add a tier from 0%");
      return false;
    }
    return true;
  }

  private boolean adjoin(List<Range> ranges) {
    boolean adjoin = true;
    for (int i = 1; i < ranges.size(); i++) {
      adjoin &= adjoin(ranges.get(i - 1), ranges.get(i));
    }
    Range last = ranges.getLast();
    if (last.to() != null) {
      problems.error(
          last.place(),
          "must have no upper end: attainment from " + Percents.text(last.to()) + " has no rate",
          "leave to out of the last tier");
      adjoin = false;
    }
    return adjoin;
  }

  private boolean adjoin(Range before, Range range) {
    BigDecimal end = before.to() == null ? range.from() : before.to();
    int gap = range.from().compareTo(end);
    if (gap != 0) {
      problems.error(
          range.place(),
          gap > 0
              ? "leaves a gap: " + between(end, range.from()) + " of the quota has no rate"
              : "overlaps the tier before it: "
                  + between(range.from(), end)
                  + " of the quota has two rates",
          "begin this tier at " + Percents.text(end));
    }
    return gap == 0;
  }

  /** {@code 100–110%}. */
  private static String between(BigDecimal from, BigDecimal to) {
    return from.toPlainString() + "–" + Percents.text(to);
  }
}
