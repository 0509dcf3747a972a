package salesops.settings.targets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.CommissionPlans.Draw;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.CommissionPlans.Span;
import salesops.model.settings.QuotaRules.Subject;
import salesops.settings.read.People;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code plans}: what reps earn for the deals they win. */
public final class PlansReader {
  /** Most products of a plan with a rate of their own. */
  static final int PRODUCTS_MAX = 100;

  /** Longest clawback window. */
  static final int CLAWBACK_DAYS_MAX = 3_650;

  private static final Keys PLAN =
      Keys.of(
          "name",
          "from",
          "to",
          "who",
          "attainment",
          "payout",
          "tiers",
          "products",
          "cap",
          "draw",
          "clawback");
  private static final Keys DRAW = Keys.of("amount", "recoverable");

  private final Source source;
  private final Problems problems;
  private final Subjects subjects;
  private final String currency;

  public PlansReader(Source source, People people, String currency) {
    this.source = source;
    this.problems = source.problems();
    this.subjects = new Subjects(people, problems);
    this.currency = currency;
  }

  /** All versions of all plans; one that a newer version replaces ends where that one begins. */
  public List<Located<Plan>> read() {
    List<Node> rows = source.root().items("plans");
    if (rows.size() > CommissionPlans.PLANS_MAX) {
      problems.error(
          source.root().at("plans"),
          "more than " + CommissionPlans.PLANS_MAX + " plans",
          "leave out versions that are long over");
      return List.of();
    }
    Map<String, Located<Plan>> plans = new LinkedHashMap<>();
    for (Node row : rows) {
      plan(Section.of(row, PLAN, problems))
          .ifPresent(
              plan ->
                  source.putNew(plans, plan.name() + " from " + plan.from(), row.place(), plan));
    }
    List<Located<Plan>> all = new ArrayList<>(plans.values());
    return all.stream().map(plan -> new Located<>(plan.place(), endOf(plan.value(), all))).toList();
  }

  private static Plan endOf(Plan plan, List<Located<Plan>> all) {
    Optional<LocalDate> replaced =
        all.stream()
            .map(Located::value)
            .filter(newer -> newer.name().equals(plan.name()))
            .map(Plan::from)
            .filter(from -> from.isAfter(plan.from()))
            .min(LocalDate::compareTo);
    LocalDate until = plan.until();
    return replaced
        .filter(day -> until == null || day.isBefore(until))
        .map(day -> until(plan, day))
        .orElse(plan);
  }

  private static Plan until(Plan plan, LocalDate day) {
    return new Plan(
        plan.name(),
        plan.from(),
        day,
        plan.reps(),
        plan.teams(),
        plan.attainment(),
        plan.payout(),
        plan.mode(),
        plan.tiers(),
        plan.products(),
        plan.capMinor(),
        plan.draw(),
        plan.clawbackDays());
  }

  private Optional<Plan> plan(Section row) {
    Optional<String> name = row.required("name", Values::name);
    @Nullable LocalDate from = row.required("from", Values::date).orElse(null);
    @Nullable LocalDate to = to(row, from);
    List<Subject> who = subjects.who(row);
    if (row.items("who").isEmpty()) {
      problems.error(row.at("who"), "names nobody", "write who: [team emea] or email addresses");
    }
    @Nullable Span attainment = row.required("attainment", PlanAmounts.SPAN).orElse(null);
    @Nullable Span payout = payout(row, attainment);
    Optional<TiersReader.Tiers> tiers = new TiersReader(problems).read(row);
    Map<String, BigDecimal> products = products(row.anySection("products"));
    PlanAmounts amounts = new PlanAmounts(currency);
    @Nullable Long cap =
        row.value("cap", amounts.per(attainment, "attainment period")).orElse(null);
    @Nullable Draw draw = row.has("draw") ? draw(row.section("draw", DRAW), payout, amounts) : null;
    @Nullable Integer clawback = row.value("clawback", PlansReader::clawback).orElse(null);
    if (name.isEmpty() || from == null || attainment == null || payout == null || tiers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            name.get(),
            from,
            to,
            reps(who),
            teams(who),
            attainment,
            payout,
            tiers.get().mode(),
            tiers.get().tiers(),
            products,
            cap,
            draw,
            clawback));
  }

  private @Nullable LocalDate to(Section row, @Nullable LocalDate from) {
    @Nullable LocalDate to = row.value("to", Values::date).orElse(null);
    if (from != null && to != null && !from.isBefore(to)) {
      problems.error(
          row.at("to"),
          to + " must be after from, " + from,
          "write the first day on which the plan no longer applies");
    }
    return to;
  }

  /** Left out, each attainment period has one statement. */
  private @Nullable Span payout(Section row, @Nullable Span attainment) {
    if (!row.has("payout")) {
      return attainment;
    }
    @Nullable Span payout = row.value("payout", PlanAmounts.SPAN).orElse(null);
    if (payout != null && attainment != null && payout.compareTo(attainment) > 0) {
      String longest = PlanAmounts.word(attainment);
      problems.error(
          row.at("payout"),
          Values.quoted(PlanAmounts.word(payout))
              + " must not be longer than attainment, which is "
              + longest,
          "write " + longest);
      return null;
    }
    return payout;
  }

  private Map<String, BigDecimal> products(Section section) {
    Map<String, BigDecimal> products = new LinkedHashMap<>();
    for (String product : section.keys()) {
      Optional<BigDecimal> rate = section.value(product, TiersReader::rate);
      try {
        String name = Values.name(product);
        rate.ifPresent(percent -> products.put(name, percent));
      } catch (Malformed e) {
        problems.error(section.at(product), e.message(), e.fix());
      }
    }
    if (products.size() > PRODUCTS_MAX) {
      problems.error(
          section.place(), "has " + products.size() + " products", "at most " + PRODUCTS_MAX);
    }
    return products;
  }

  private @Nullable Draw draw(Section draw, @Nullable Span payout, PlanAmounts amounts) {
    Optional<Long> minor = draw.required("amount", amounts.per(payout, "payout period"));
    Optional<Boolean> recoverable = draw.required("recoverable", Values::yes);
    return minor.isEmpty() || recoverable.isEmpty()
        ? null
        : new Draw(minor.get(), recoverable.get());
  }

  private static int clawback(String text) {
    int days = Values.days(text);
    if (days > CLAWBACK_DAYS_MAX) {
      throw new Malformed(text + " is out of range", "at most " + CLAWBACK_DAYS_MAX + "d");
    }
    return days;
  }

  private static Set<RepId> reps(List<Subject> who) {
    return who.stream()
        .flatMap(subject -> Optional.ofNullable(subject.rep()).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> teams(List<Subject> who) {
    return who.stream()
        .flatMap(subject -> Optional.ofNullable(subject.team()).stream())
        .collect(Collectors.toSet());
  }
}
