package salesops.routing;

import salesops.routing.RoutingOperation.Assign;
import salesops.routing.RoutingOperation.Close;
import salesops.routing.RoutingOperation.Explain;
import salesops.routing.RoutingOperation.ExplainTerritory;
import salesops.routing.RoutingOperation.Export;
import salesops.routing.RoutingOperation.ListHeld;
import salesops.routing.RoutingOperation.LoadAccounts;
import salesops.routing.RoutingOperation.MarkAway;
import salesops.routing.RoutingOperation.MarkBack;
import salesops.routing.RoutingOperation.RaiseRep;
import salesops.routing.RoutingOperation.Return;
import salesops.routing.RoutingOperation.Search;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.OperationsEntry;

/** What people decide about leads and reps, and ask about them. */
public final class OperationsHandler extends OperationsEntry<RoutingOperation<?>> {
  private final ChangeLead changeLead;
  private final ExplainLead explainLead;
  private final ListHeldLeads listHeldLeads;
  private final RepOperations repOperations;
  private final ImportAccounts importAccounts;
  private final FindLeads findLeads;
  private final ExportLeads exportLeads;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(RoutingOperation.class, platform);
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
    parts.prime();
  }

  @Override
  protected Answer answer(RoutingOperation<?> operation) {
    return switch (operation) {
      case MarkAway away -> repOperations.away(away);
      case MarkBack back -> repOperations.back(back);
      case RaiseRep raise -> repOperations.raiseCapacity(raise);
      case LoadAccounts load -> importAccounts.load(load.accounts());
      case Search search -> findLeads.find(search);
      case ListHeld list -> listHeldLeads.list(list.limit());
      case Export export -> exportLeads.export(export);
      case Return(var lead, var rep, var reason, var by) ->
          changeLead.change(lead, new ReturnLead(rep, reason, by, null));
      case Close(var lead, var reason, var by) ->
          changeLead.change(lead, new CloseLead(reason, by));
      case Assign(var lead, var rep, var reason, var by) ->
          changeLead.change(lead, new AssignLead(rep, reason, by, null));
      case Explain explain -> explainLead.answer(explain.lead());
      case ExplainTerritory(var lead, var territory) -> explainLead.whyNot(lead, territory);
    };
  }
}
