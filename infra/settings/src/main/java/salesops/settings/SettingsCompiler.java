package salesops.settings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.model.settings.CommissionPlans;
import salesops.model.settings.CommissionPlans.Plan;
import salesops.model.settings.DealRules;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.Form;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.NamedAccount;
import salesops.model.settings.Territory;
import salesops.settings.lint.Lint;
import salesops.settings.lint.PlanOverlaps;
import salesops.settings.read.AccountsReader;
import salesops.settings.read.CompanyReader;
import salesops.settings.read.DealsReader;
import salesops.settings.read.FormsReader;
import salesops.settings.read.People;
import salesops.settings.read.PeopleReader;
import salesops.settings.read.Pools;
import salesops.settings.read.RoutingReader;
import salesops.settings.read.ScoringReader;
import salesops.settings.read.TerritoriesReader;
import salesops.settings.read.TerritoryDraft;
import salesops.settings.read.TerritoryFlattener;
import salesops.settings.read.WebhooksReader;
import salesops.settings.targets.PlansReader;
import salesops.settings.targets.QuotasReader;
import salesops.settings.targets.RatesReader;
import salesops.settings.yaml.Folder;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.TextFile;
import salesops.settings.yaml.Values;
import salesops.settings.yaml.YamlTree;

/** Makes settings of a file and the files it names, or says everything that is wrong with them. */
final class SettingsCompiler {
  private static final Keys ROOT =
      Keys.of(
          "format",
          "company",
          "links",
          "forms",
          "scoring",
          "teams",
          "reps",
          "calendars",
          "namedAccounts",
          "territories",
          "routing",
          "deals",
          "rates",
          "quotas",
          "goals",
          "contests",
          "plans",
          "slack",
          "webhooks");
  private static final String FORMAT = "1";

  private final Folder folder;
  private final Problems problems = new Problems();

  private SettingsCompiler(Folder folder) {
    this.folder = folder;
  }

  static Compiled compile(Folder folder, String file) {
    SettingsCompiler compiler = new SettingsCompiler(folder);
    Optional<Settings> settings = compiler.compile(file);
    return new Compiled(
        compiler.problems.sorted(), compiler.problems.hasErrors() ? null : settings.orElse(null));
  }

  private Optional<Settings> compile(String file) {
    return TextFile.read(folder, file, new Place(file, 1, ""), problems)
        .flatMap(text -> YamlTree.read(file, text, problems))
        .map(root -> settings(new Source(Section.of(root, ROOT, problems), folder, problems)));
  }

  private Settings settings(Source source) {
    source.root().required("format", SettingsCompiler::format, FORMAT);
    if (!source.root().has("company")) {
      problems.error(source.root().place(), "company is missing", "write company: {name: …}");
    }
    CompanyReader companyReader = new CompanyReader(source);
    Company company = companyReader.company();
    List<Form> forms = new FormsReader(source).read();
    Scoring scoring = new ScoringReader(source).read();
    PeopleReader peopleReader = new PeopleReader(source);
    People people = peopleReader.read(company.zone());
    peopleReader.checkBackups(people);
    List<NamedAccount> accounts = new AccountsReader(source).read(people);
    Map<String, Located<TerritoryDraft>> drafts = new TerritoriesReader(source).read();
    List<Located<Territory>> territories =
        new TerritoryFlattener(drafts, new Pools(people, problems), problems).flatten();
    RoutingRules routing = new RoutingReader(source).read(people);
    DealRules deals = new DealsReader(source).read(company.currency());
    ExchangeRates rates = new RatesReader(source, company.currency()).read();
    QuotaRules quotas =
        new QuotasReader(source, people, company)
            .read(companyReader.milestones(), companyReader.paceDigest());
    List<Located<Plan>> plans = new PlansReader(source, people, company.currency()).read();
    new Lint(source.root(), people, accounts, territories, routing, problems).check();
    new PlanOverlaps(plans, problems).check();
    return new Settings(
        0,
        "",
        Instant.EPOCH,
        "",
        company,
        companyReader.leadLink(),
        forms,
        scoring,
        values(people.teams()),
        values(people.reps()),
        people.calendars(),
        accounts,
        territories.stream().map(Located::value).toList(),
        routing,
        companyReader.slack(),
        new WebhooksReader(source).read(),
        deals,
        quotas,
        rates,
        new CommissionPlans(plans.stream().map(Located::value).toList()));
  }

  private static <T> List<T> values(Map<?, Located<T>> located) {
    return located.values().stream().map(Located::value).toList();
  }

  private static String format(String text) {
    if (!text.equals(FORMAT)) {
      throw new Malformed("format " + Values.quoted(text) + " is not known", "write format: 1");
    }
    return text;
  }
}
