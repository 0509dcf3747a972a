package salesops.settings.targets;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Mode;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Revision;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code quotas.revisions}: quotas that were changed within their period. */
final class RevisionsReader {
  private static final Keys REVISION =
      Keys.of("rep", "team", "period", "quota", "from", "mode", "by", "because");
  private static final Map<String, Mode> MODES =
      Map.of("whole", Mode.WHOLE, "fromDate", Mode.FROM_DATE);

  private final Source source;
  private final Problems problems;
  private final QuotaRow quotaRow;
  private final Set<String> quotas;
  private final boolean othersToo;

  /**
   * @param quotas names of those that may be revised
   * @param othersToo whether there are more, which could not be read
   */
  RevisionsReader(Source source, QuotaRow quotaRow, Set<String> quotas, boolean othersToo) {
    this.source = source;
    this.problems = source.problems();
    this.quotaRow = quotaRow;
    this.quotas = quotas;
    this.othersToo = othersToo;
  }

  /** The revisions, in the order written. */
  List<Revision> read(Section section) {
    List<Node> rows = source.list(section, "revisions");
    if (rows.size() > QuotaRules.REVISIONS_MAX) {
      problems.error(
          section.at("revisions"),
          "more than " + QuotaRules.REVISIONS_MAX + " revisions",
          "leave out periods that are long over");
      return List.of();
    }
    Map<String, Located<Revision>> revisions = new LinkedHashMap<>();
    for (Node row : rows) {
      revision(Section.of(row, REVISION, problems))
          .ifPresent(revision -> source.putNew(revisions, name(revision), row.place(), revision));
    }
    return revisions.values().stream().map(Located::value).toList();
  }

  private String name(Revision revision) {
    Quota quota =
        new Quota(revision.of(), revision.from(), revision.until(), revision.minor(), null);
    return quotaRow.name(quota) + " from " + revision.effective();
  }

  private Optional<Revision> revision(Section row) {
    Optional<Quota> quota = quotaRow.read(row);
    quota.ifPresent(each -> checkExists(row, each));
    Optional<LocalDate> from = row.required("from", Values::date);
    Optional<Mode> mode = row.required("mode", Values.oneOf(MODES));
    Optional<String> by = row.required("by", Values::name);
    Optional<String> because = row.required("because", Values::text);
    if (quota.isEmpty()
        || from.isEmpty()
        || mode.isEmpty()
        || by.isEmpty()
        || because.isEmpty()
        || !within(row, quota.get(), from.get())) {
      return Optional.empty();
    }
    Quota now = quota.get();
    return Optional.of(
        new Revision(
            now.of(),
            now.from(),
            now.until(),
            now.minor(),
            from.get(),
            mode.get(),
            by.get(),
            because.get()));
  }

  private void checkExists(Section row, Quota quota) {
    String name = quotaRow.name(quota);
    if (!quotas.contains(name) && !othersToo) {
      problems.error(
          row.place(), "there is no quota " + name + " to revise", "add it to quotas.rows");
    }
  }

  private boolean within(Section row, Quota quota, LocalDate from) {
    boolean within = quota.covers(from);
    if (!within) {
      problems.error(
          row.at("from"),
          from + " must be a day of the period",
          "write one from " + quota.from() + " to " + quota.until().minusDays(1));
    }
    return within;
  }
}
