package salesops.local.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.SlackRules;

/** Reads {@code company}, {@code links} and {@code slack}. */
final class CompanyReader {
  private static final Keys COMPANY = Keys.of("name", "zone", "currency", "fiscalYearStarts");
  private static final Keys LINKS = Keys.of("lead");
  private static final Keys SLACK =
      Keys.of("rep", "manager").later("quiet", "messages are sent at any hour");
  private static final Keys SLACK_REP = Keys.of("to", "when");
  private static final Keys SLACK_MANAGER =
      Keys.of("now").later("digest", "managers get no digest at set times");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final Set<String> PLACEHOLDERS = Set.of("leadId", "externalId");

  private final Source source;

  CompanyReader(Source source) {
    this.source = source;
  }

  Company company() {
    Section company = source.root().section("company", COMPANY);
    return new Company(
        company.required("name", Values::name, "?"),
        company.required("zone", Values::zone, "UTC"),
        company.required("currency", Values::currency, "EUR"),
        company.value("fiscalYearStarts", Values::yearStart).orElse("01-01"));
  }

  @Nullable String leadLink() {
    return source.root().section("links", LINKS).value("lead", CompanyReader::link).orElse(null);
  }

  private static String link(String text) {
    WebAddress.page(text);
    Matcher match = PLACEHOLDER.matcher(text);
    while (match.find()) {
      if (!PLACEHOLDERS.contains(match.group(1))) {
        throw new Malformed(
            match.group() + " is not known here", "{leadId} and {externalId} are filled in");
      }
    }
    return text;
  }

  SlackRules slack() {
    Section slack = source.root().section("slack", SLACK);
    Section rep = slack.section("rep", SLACK_REP);
    rep.value("to", Values.oneOf(Map.of("directMessage", true)));
    boolean repAlways =
        rep.value("when", Values.oneOf(Map.of("always", true, "never", false))).orElse(true);
    Section manager = slack.section("manager", SLACK_MANAGER);
    if (!manager.has("now")) {
      return SlackRules.atOnce(repAlways, List.of("A1", "A2"), true, true);
    }
    List<String> grades = new ArrayList<>();
    boolean held = false;
    boolean returned = false;
    for (String each : manager.values("now", CompanyReader::occasion)) {
      switch (each) {
        case "held" -> held = true;
        case "returned" -> returned = true;
        default -> Values.grades(each).stream().map(Grade::toString).forEach(grades::add);
      }
    }
    return SlackRules.atOnce(repAlways, grades, held, returned);
  }

  private static String occasion(String text) {
    if (!text.equals("held") && !text.equals("returned")) {
      try {
        Values.grades(text);
      } catch (Malformed e) {
        throw new Malformed(
            Values.quoted(text) + " is not known here", "name grades such as A1, held, returned");
      }
    }
    return text;
  }
}
