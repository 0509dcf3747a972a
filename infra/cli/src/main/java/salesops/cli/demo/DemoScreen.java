package salesops.cli.demo;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import salesops.events.LeadAssigned;
import salesops.model.Codes;
import salesops.model.LeadField;
import salesops.model.settings.Criteria;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.Path;
import salesops.quota.attainment.QuotaLine;
import salesops.replay.Screen;
import salesops.routing.FairnessAudit;
import salesops.routing.RoutingAnswer.LeadsWaiting;
import salesops.testkit.slack.PostedMessage;

/** A report as one screen of at most 40 lines and 110 columns. */
public final class DemoScreen extends Screen {
  /** Rotations and reps shown; the report has all. */
  private static final int ROTATIONS_MAX = 4;

  private static final int REPS_MAX = 4;

  /** How many rows became what. */
  public void totals(Report report) {
    line(
        "%d posted   %d accepted · %d duplicates · %d rejected%s",
        report.submitted(),
        report.accepted(),
        report.duplicates(),
        report.rejected().size(),
        report.poisoned() == 0 ? "" : " (and " + report.poisoned() + " poisoned on purpose)");
    line(
        "%d accepted %d have an owner · %d held · %d to nurture · %d quarantined   lost %d ·"
            + " assigned twice %d",
        report.accepted(),
        report.assigned(),
        report.held(),
        report.nurture(),
        report.quarantined(),
        report.lost(),
        report.doubleAssigned());
    line("             (checked by reading every table back, not by counting messages)");
  }

  /** Grades, paths and latency side by side. */
  public void picture(Report report) {
    line("");
    line("Grade      1    2    3    4         How the owner was found     Submit → owner");
    List<Path> paths =
        List.of(Path.NAMED_ACCOUNT, Path.EXISTING_OWNER, Path.TERRITORY, Path.FALLBACK);
    List<String> quantiles = List.of("p50", "p95", "max");
    for (int i = 0; i < 4; i++) {
      char fit = (char) ('A' + i);
      String name = Codes.words(paths.get(i).name());
      String latency =
          i < quantiles.size()
              ? String.format(
                  Locale.ROOT,
                  "%-4s %5.2f s",
                  quantiles.get(i),
                  report.latencyMillis().getOrDefault(quantiles.get(i), 0L) / 1e3)
              : "";
      line(
          "  %c   %s        %-16s %7d      %s",
          fit, grades(report, fit), name, count(report.byPath(), paths.get(i).name()), latency);
    }
  }

  private static String grades(Report report, char fit) {
    StringBuilder cells = new StringBuilder();
    for (int engagement = 1; engagement <= 4; engagement++) {
      cells.append(
          String.format(Locale.ROOT, "%5d", count(report.byGrade(), "" + fit + engagement)));
    }
    return cells.toString();
  }

  private static long count(Map<String, Long> counts, String key) {
    return counts.getOrDefault(key, 0L);
  }

  /** The largest rotations, each with its reps. */
  public void fairness(FairnessAudit.Report audit) {
    line("");
    line(
        "Fairness (by rotation)                 leads   fair share   off by   worst at any moment");
    audit.rotations().stream()
        .sorted(Comparator.comparingLong(FairnessAudit.Rotation::leads).reversed())
        .limit(ROTATIONS_MAX)
        .forEach(this::rotation);
    if (audit.rotations().size() > ROTATIONS_MAX) {
      line(
          "  … and %d smaller rotations (--report has all)",
          audit.rotations().size() - ROTATIONS_MAX);
    }
  }

  private void rotation(FairnessAudit.Rotation rotation) {
    String pool = rotation.pool();
    List<FairnessAudit.RepShare> reps =
        rotation.reps().stream()
            .sorted(Comparator.comparingLong(FairnessAudit.RepShare::leads).reversed())
            .limit(REPS_MAX)
            .toList();
    for (FairnessAudit.RepShare rep : reps) {
      line(
          "  %-18s %-12s ×%-4s %5d %12.1f %8.1f %12.2f",
          Criteria.cut(pool, 18),
          Criteria.cut(rep.rep().shortName(), 12),
          Rep.weightText(rep.weight()),
          rep.leads(),
          rep.fairShare(),
          rep.leads() - rep.fairShare(),
          below(rep.worst()));
      pool = "";
    }
  }

  /** Leads that wait, with the reason of the oldest. */
  void held(List<LeadsWaiting.Lead> leads) {
    if (!leads.isEmpty()) {
      line("Held %d: %s   ./salesops leads --held", leads.size(), leads.getFirst().detail());
    }
  }

  /** One decision as an example. */
  public void example(LeadAssigned lead) {
    line("");
    line(
        "One decision     %s, %s (%s) → %s",
        lead.lead().get(LeadField.NAME).orElse(""),
        lead.lead().get(LeadField.COMPANY).orElse("no company"),
        lead.score().grade(),
        lead.rep().shortName());
    line(
        "  %.0f fit + %.1f engagement · %s · %s was next in turn%s",
        lead.score().fitTenths() / 10.0,
        lead.score().engagementTenths() / 10.0,
        String.valueOf(lead.territory()),
        lead.rep().shortName(),
        lead.decision().passedOver().stream()
            .limit(1)
            .map(p -> "; " + p.rep().shortName() + " passed over: " + Codes.words(p.why()))
            .collect(Collectors.joining()));
  }

  /** What reps made of the leads, and what that is worth to them. */
  void worked(WorkedLeads.Outcome outcome, List<QuotaLine> attainment) {
    line("");
    line(
        "Worked    %d contacted · %d qualified · %d not a fit · %d deals open · %d lost · %d won"
            + " (%s)",
        outcome.contacted(),
        outcome.qualified(),
        outcome.notAFit(),
        outcome.open(),
        outcome.lostDeals(),
        outcome.wonDeals(),
        outcome.won().text());
    line(
        "Quota     %s",
        attainment.stream()
            .filter(each -> each.rep() != null && each.percent() != null)
            .sorted(Comparator.comparing(DemoScreen::percent).reversed())
            .limit(REPS_MAX)
            .map(DemoScreen::attained)
            .collect(Collectors.joining(" · ")));
    line(
        "          credits add up to %s, to the penny %s   ./salesops quota",
        outcome.credited().text(), outcome.addsUp() ? "✓" : "✗");
  }

  private static BigDecimal percent(QuotaLine line) {
    return Objects.requireNonNullElse(line.percent(), BigDecimal.ZERO);
  }

  private static String attained(QuotaLine line) {
    return "%s %s%% of %s"
        .formatted(
            line.rep() == null ? line.team() : line.rep().shortName(),
            line.percent(),
            line.quota() == null ? "no quota" : line.quota().text());
  }

  /** What Slack got, and what is buried. */
  public void announcements(List<PostedMessage> messages, Report report) {
    long direct = messages.stream().filter(m -> !m.email().isEmpty()).count();
    line(
        "Slack     %d direct messages, %d to channels so far   Dead letters %d%s",
        direct,
        messages.size() - direct,
        report.deadLetters(),
        report.poisoned() == 0 ? "" : " (poisoned on purpose)");
  }

  /** Where to go on. */
  public void pointers(String rejectedFile, boolean once) {
    if (!rejectedFile.isEmpty()) {
      line("Rejected  rows and reasons in %s", rejectedFile);
    }
    if (!once) {
      line("");
      line(
          "See it     ./salesops up      the same leads, with form, Slack inbox and decisions to"
              + " click");
      line(
          "Your data  ./salesops demo --leads FILE.csv --map email=COLUMN     Your rules "
              + " --settings FILE");
    }
  }

  /** What a lead costs. */
  public void costs(Report report) {
    line(
        "Per lead  %.1f calls · %.1f write units · %.1f read units = %.2f $ per million; %.1f ms"
            + " CPU",
        report.callsPerLead(),
        report.writeUnitsPerLead(),
        report.readUnitsPerLead(),
        report.dollarsPerMillion(),
        report.cpuMillisPerLead());
  }
}
