package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;

/**
 * What people decide, as commands: {@code {"operation": "return", "lead": …, "reason": …, "by":
 * …}}. Calls with IAM credentials only.
 */
public final class OperationsHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  /** Longest reason in characters. */
  static final int REASON_MAX = 200;

  /** Longest name of who asks, in characters: an e-mail address fits. */
  static final int BY_MAX = 254;

  private static final int HELD_LIMIT = 100;
  private static final int FIND_LIMIT = 50;

  private final ChangeLead changeLead;
  private final ExplainLead explainLead;
  private final ListHeldLeads listHeldLeads;
  private final RepOperations repOperations;
  private final ImportAccounts importAccounts;
  private final FindLeads findLeads;
  private final ExportLeads exportLeads;
  private final Log log;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.changeLead = new ChangeLead(parts.store(), parts.rulebooks(), platform.waiting());
    this.explainLead = new ExplainLead(parts.store(), parts.rulebooks());
    this.listHeldLeads = new ListHeldLeads(parts.store());
    this.repOperations =
        new RepOperations(
            parts,
            new RetryHeldLeads(
                parts.store(), parts.routeLeads(), parts.clock(), RetryHeldLeads.RUN_MAX));
    this.importAccounts = new ImportAccounts(parts.store(), parts.rulebooks(), parts.clock());
    this.findLeads = new FindLeads(parts.store(), parts.rulebooks());
    this.exportLeads = new ExportLeads(parts.store());
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    // The daily no-op that keeps the snapshot active names no operation.
    if (request == null || !request.containsKey("operation")) {
      return Answer.ok().toMap();
    }
    long start = System.nanoTime();
    Arguments arguments = new Arguments(request);
    String operation = arguments.text("operation");
    Answer answer;
    try {
      answer = answer(operation, arguments);
    } catch (Arguments.InvalidException e) {
      answer = new Answer.Refused("invalid", e.getMessage());
    }
    String outcome = answer instanceof Answer.Refused refused ? refused.code() : "done";
    log.outcome("Operation", null, outcome, (System.nanoTime() - start) / 1_000_000);
    return answer.toMap();
  }

  private Answer answer(String operation, Arguments given) {
    return switch (operation) {
      case "repAway" -> repOperations.away(given);
      case "repBack" -> repOperations.back(given);
      case "raiseCapacity" -> repOperations.raiseCapacity(given);
      case "importAccounts" -> importAccounts.load(given.objects("accounts"));
      case "findLeads" ->
          findLeads.find(
              new FindLeads.Criteria(
                  given.optionalText("email"),
                  given.optionalText("company"),
                  given.is("all"),
                  given.rep("rep"),
                  given.optionalText("grade"),
                  given.moment("since")),
              given.number("limit", FIND_LIMIT, FindLeads.LIMIT_MAX),
              given.optionalText("cursor"));
      case "held" -> listHeldLeads.list(given.number("limit", HELD_LIMIT, ListHeldLeads.LIMIT_MAX));
      case "exportLeads" ->
          exportLeads.export(
              given.moment("since"),
              given.number("limit", ExportLeads.LIMIT_MAX, ExportLeads.LIMIT_MAX),
              given.optionalText("cursor"));
      case "return" ->
          changeLead.change(
              given.text("lead"),
              new ReturnLead(given.rep("rep"), given.reason(), given.by(), null));
      case "close" ->
          changeLead.change(given.text("lead"), new CloseLead(given.reason(), given.by()));
      case "assign" ->
          changeLead.change(
              given.text("lead"),
              new AssignLead(given.requiredRep("rep"), given.reason(), given.by(), null));
      case "explain" -> explain(given.text("lead"));
      case "whyNot" -> explainLead.whyNot(given.text("lead"), given.text("territory"));
      default -> new Answer.Refused("unknownOperation", "there is no such operation");
    };
  }

  private Answer explain(String lead) {
    return explainLead
        .explain(lead)
        .<Answer>map(explanation -> new Answer.Ok(ExplainLead.toMap(explanation)))
        .orElseGet(() -> new Answer.Refused("unknownLead", "there is no such lead"));
  }
}
