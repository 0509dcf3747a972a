package salesops.cli.deals;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.History;
import salesops.cli.console.Resending;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.deals.DealsAnswer.DealAnswered;
import salesops.deals.DealsAnswer.DealShown;
import salesops.deals.DealsAnswer.DealsListed;
import salesops.deals.DealsOperation.ChangeFields;
import salesops.deals.DealsOperation.ListDeals;
import salesops.deals.DealsOperation.OpenDeal;
import salesops.deals.DealsOperation.ShowDeal;
import salesops.deals.deal.DealField;
import salesops.model.Codes;
import salesops.model.deal.Deal;
import salesops.model.deal.Money;
import salesops.model.settings.Criteria;

/** {@code salesops deals}: open deals, and what people do with one. */
@Command(
    name = "deals",
    mixinStandardHelpOptions = true,
    description = "List open deals; show, open, change, win, lose or reopen one.")
public final class DealsCommand implements Runnable {
  private static final int NAME_MAX = 26;
  private static final int ACCOUNT_MAX = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Option(names = "--rep", paramLabel = "EMAIL", description = "Deals of this rep.")
  private @Nullable String rep;

  @Option(names = "--team", paramLabel = "TEAM", description = "Deals of this team.")
  private @Nullable String team;

  @Option(names = "--stage", paramLabel = "STAGE", description = "Deals in this stage.")
  private @Nullable String stage;

  @Option(names = "--overdue", description = "Deals that should have closed by now.")
  private boolean overdue;

  @Option(names = "--unowned", description = "Deals that no rep of the settings owns.")
  private boolean unowned;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most N, up to " + ListDeals.LIMIT_MAX + "; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public void run() {
    if (limit < 1 || limit > ListDeals.LIMIT_MAX) {
      throw new UserError("--limit must be from 1 to " + ListDeals.LIMIT_MAX + ": " + limit);
    }
    Suite suite = connection.suite();
    DealsListed listed =
        suite.ask(
            new ListDeals(
                rep == null ? null : Texts.rep(rep), team, stage, overdue, unowned, limit));
    if (listed.deals().isEmpty()) {
      boolean all = rep == null && team == null && stage == null && !overdue && !unowned;
      out()
          .println(
              all
                  ? "No open deals. To open one: ./salesops deals open --lead LEAD"
                  : "No open deals match.");
      return;
    }
    print(listed);
    out().println();
    printSums(listed.deals(), suite.settings().current().deals().stageNames());
    if (listed.more()) {
      out()
          .printf(
              "The first %d only, in the sums too. Use --limit N for more (max. %d).%n",
              limit, ListDeals.LIMIT_MAX);
    }
  }

  private void print(DealsListed listed) {
    Table table =
        new Table()
            .text("deal")
            .text("account")
            .number("amount")
            .text("stage")
            .text("owner")
            .text("expected close")
            .text("id");
    for (Deal deal : listed.deals()) {
      table.line(
          Criteria.cut(deal.name(), NAME_MAX),
          Criteria.cut(deal.account(), ACCOUNT_MAX),
          deal.amount().text(),
          deal.stage(),
          owner(deal),
          expected(deal.expectedClose(), listed.today()),
          deal.dealId().value());
    }
    table.print(out());
  }

  private void printSums(List<Deal> deals, List<String> stages) {
    Map<String, List<Deal>> byStage = new LinkedHashMap<>();
    stages.forEach(name -> byStage.put(name, List.of()));
    byStage.putAll(
        deals.stream()
            .collect(Collectors.groupingBy(Deal::stage, TreeMap::new, Collectors.toList())));
    Table table = new Table().text("stage").number("deals").text("amount");
    byStage.forEach(
        (name, its) -> {
          if (!its.isEmpty()) {
            table.line(name, Integer.toString(its.size()), sums(its));
          }
        });
    table.line("all", Integer.toString(deals.size()), sums(deals));
    table.print(out());
  }

  /** One sum for each currency. */
  private static String sums(List<Deal> deals) {
    return deals.stream()
        .map(Deal::amount)
        .collect(Collectors.toMap(Money::currency, m -> m, Money::plus, TreeMap::new))
        .values()
        .stream()
        .map(Money::text)
        .collect(Collectors.joining(" + "));
  }

  private static String owner(Deal deal) {
    return deal.owner() != null ? deal.owner().shortName() : "(" + unknown(deal) + ")";
  }

  private static String unknown(Deal deal) {
    return deal.unknownOwner().isEmpty() ? "nobody" : deal.unknownOwner();
  }

  private static String expected(@Nullable LocalDate close, LocalDate today) {
    return close == null ? "" : Texts.day(close) + (close.isBefore(today) ? " overdue" : "");
  }

  @Command(mixinStandardHelpOptions = true, description = "Show a deal and its history.")
  int show(@Mixin Connection at, @Parameters(paramLabel = "ID") String id) {
    DealShown shown = at.suite().ask(new ShowDeal(id));
    Deal deal = shown.deal();
    out().println(deal.name() + "   " + deal.dealId());
    line("account", deal.account());
    line("lead", deal.leadId() == null ? "" : deal.leadId().value());
    line("owner", deal.owner() == null ? "none: " + unknown(deal) : deal.owner().email());
    line("stage", deal.stage() + (deal.reason().isEmpty() ? "" : ": " + deal.reason()));
    line(
        "amount",
        deal.amount().text()
            + (deal.discountPercent() == 0 ? "" : ", discount " + deal.discountPercent() + "%"));
    line(
        "products",
        deal.products().stream()
            .map(p -> p.product() + (p.amount() == null ? "" : " " + p.amount().text()))
            .collect(Collectors.joining(", ")));
    line(
        "credits",
        deal.credits().stream()
            .map(
                c ->
                    Codes.words(c.kind().name()) + " " + c.rep() + " " + c.weight().toPlainString())
            .collect(Collectors.joining(", ")));
    line("created", Texts.day(deal.created()));
    line("expected", deal.expectedClose() == null ? "" : Texts.day(deal.expectedClose()));
    line("closed", deal.closed() == null ? "" : Texts.day(deal.closed()));
    line("source", deal.source());
    History.print(shown.history(), at.suite().zone(), out());
    return 0;
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      out().printf("  %-10s%s%n", name, Criteria.oneLine(value));
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Open a deal; what a lead says of its owner and company needs no saying.")
  int open(
      @Mixin Connection at,
      @Parameters(paramLabel = "ID", arity = "0..1", description = "Default: one is made.")
          @Nullable String id,
      @Mixin DealFieldOptions options) {
    OpenDeal open = new OpenDeal(id, options.fields(List.of(), at.suite()), at.actor(), newKey());
    say(Resending.USUAL.ask(() -> at.suite().ask(open)).deal(), true);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Change fields of a deal; an empty value clears its field.")
  int change(
      @Mixin Connection at,
      @Parameters(paramLabel = "ID", index = "0") String id,
      @Parameters(paramLabel = "FIELD=VALUE", index = "1..*", arity = "0..*")
          @Nullable List<String> pairs,
      @Mixin DealFieldOptions options) {
    return change(at, id, options.fields(pairs == null ? List.of() : pairs, at.suite()));
  }

  @Command(mixinStandardHelpOptions = true, description = "Win a deal.")
  int win(
      @Mixin Connection at,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--closed",
              paramLabel = "DATE",
              description = "Close date; default: today where the owner is.")
          @Nullable String closed,
      @Option(names = "--amount", paramLabel = "N") @Nullable String amount) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(DealField.STAGE.jsonName(), Deal.WON);
    put(fields, DealField.CLOSED, closed);
    put(fields, DealField.AMOUNT, amount);
    return change(at, id, fields);
  }

  @Command(mixinStandardHelpOptions = true, description = "Lose a deal.")
  int lose(
      @Mixin Connection at,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "REASON",
              description = "One of the settings' reasons if they have any.")
          String reason,
      @Option(
              names = "--closed",
              paramLabel = "DATE",
              description = "Close date; default: today where the owner is.")
          @Nullable String closed) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(DealField.STAGE.jsonName(), Deal.LOST);
    put(fields, DealField.REASON, reason);
    put(fields, DealField.CLOSED, closed);
    return change(at, id, fields);
  }

  @Command(mixinStandardHelpOptions = true, description = "Reopen a deal that was won or lost.")
  int reopen(
      @Mixin Connection at,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--stage",
              paramLabel = "STAGE",
              description = "Default: the stage it was in before.")
          @Nullable String into) {
    DealShown shown = at.suite().ask(new ShowDeal(id));
    if (shown.deal().state() == Deal.State.OPEN) {
      throw new UserError(
          "Deal %s is open already, in stage %s.".formatted(id, shown.deal().stage()));
    }
    return change(
        at,
        id,
        Map.of(
            DealField.STAGE.jsonName(), into == null ? stageBefore(shown, at.suite()) : into,
            DealField.CLOSED.jsonName(), "",
            DealField.REASON.jsonName(), ""));
  }

  /** The last open stage that its history knows, else the settings' first. */
  private static String stageBefore(DealShown shown, Suite suite) {
    var rules = suite.settings().current().deals();
    return shown.history().reversed().stream()
        .flatMap(entry -> entry.fields().stream())
        .filter(change -> change.field().equals(DealField.STAGE.jsonName()))
        .flatMap(change -> Stream.of(change.to(), change.from()))
        .filter(name -> rules.stage(name).isPresent())
        .findFirst()
        .orElseGet(() -> rules.stages().getFirst().name());
  }

  private static void put(Map<String, String> fields, DealField field, @Nullable String value) {
    if (value != null) {
      fields.put(field.jsonName(), value);
    }
  }

  private int change(Connection at, String id, Map<String, String> fields) {
    ChangeFields change = new ChangeFields(id, fields, at.actor(), newKey());
    DealAnswered answer = Resending.USUAL.ask(() -> at.suite().ask(change));
    say(answer.deal(), answer.changed());
    return 0;
  }

  /** Tells this call from any other, so that it is done once though it be sent again. */
  static String newKey() {
    return UUID.randomUUID().toString();
  }

  private void say(Deal deal, boolean changed) {
    out()
        .printf(
            "%s %s: %s, %s, %s%s%s%n",
            deal.dealId(),
            deal.name(),
            deal.stage(),
            deal.amount().text(),
            owner(deal),
            deal.closed() == null ? "" : ", closed " + Texts.day(deal.closed()),
            changed ? "" : " (no change)");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
