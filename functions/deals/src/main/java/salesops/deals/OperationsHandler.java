package salesops.deals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.DealsAnswer.ActivityStored;
import salesops.deals.DealsAnswer.DealAnswered;
import salesops.deals.DealsAnswer.DealShown;
import salesops.deals.DealsAnswer.DealsImported;
import salesops.deals.DealsAnswer.DealsListed;
import salesops.deals.DealsAnswer.Entry;
import salesops.deals.DealsAnswer.LeadAnswered;
import salesops.deals.DealsAnswer.LeadWorkShown;
import salesops.deals.DealsOperation.ChangeFields;
import salesops.deals.DealsOperation.DisqualifyLead;
import salesops.deals.DealsOperation.ImportDeals;
import salesops.deals.DealsOperation.LogActivity;
import salesops.deals.DealsOperation.OpenDeal;
import salesops.deals.DealsOperation.QualifyLead;
import salesops.deals.DealsOperation.ShowDeal;
import salesops.deals.DealsOperation.ShowLeadWork;
import salesops.deals.deal.ChangeDeal.Outcome;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.deals.deal.DealHistory;
import salesops.deals.deal.DealRecord;
import salesops.deals.deal.ListDeals;
import salesops.deals.deal.LogDealActivity;
import salesops.deals.lead.LeadAct;
import salesops.deals.lead.LeadHistory;
import salesops.deals.lead.LeadRules;
import salesops.deals.lead.LeadWork;
import salesops.deals.store.Head;
import salesops.model.Digests;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;

/** What operators do with leads and deals, and ask about them. */
public final class OperationsHandler extends OperationsEntry<DealsOperation<?>> {
  private final Parts parts;
  private final ListDeals listDeals;
  private final LogDealActivity logDealActivity;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(DealsOperation.class, platform);
    parts = Parts.of(platform);
    listDeals = new ListDeals(parts.store());
    logDealActivity = new LogDealActivity(parts.store());
    parts.prime();
  }

  @Override
  protected Answer answer(DealsOperation<?> operation) {
    Settings settings = parts.settings().current();
    return switch (operation) {
      case DealsOperation.ListDeals list -> list(list, settings);
      case ShowDeal(String deal) -> show(dealId(deal));
      case OpenDeal open -> open(open, settings);
      case ChangeFields change -> change(change, settings);
      case ImportDeals list -> importDeals(list, settings);
      case LogActivity log -> log(log, settings);
      case QualifyLead(var lead, var by, var key) ->
          act(
              leadId(lead),
              new LeadAct.Qualified(author(by, key, "qualify", lead, now().toString())),
              settings);
      case DisqualifyLead(var lead, var reason, var by, var key) ->
          act(
              leadId(lead),
              new LeadAct.Disqualified(
                  author(by, key, "disqualify", lead, now().toString()), reason),
              settings);
      case ShowLeadWork(String lead) -> showWork(leadId(lead));
    };
  }

  private Answer list(DealsOperation.ListDeals list, Settings settings) {
    if (list.team() != null && settings.team(list.team()).isEmpty()) {
      return new Refused("unknownTeam", "There's no team “" + list.team() + "” in the settings.");
    }
    if (list.rep() != null && !settings.mayOwn(list.rep())) {
      return new Refused("unknownRep", "There's no rep " + list.rep() + " in the settings.");
    }
    if (list.stage() != null && settings.deals().stage(list.stage()).isEmpty()) {
      return new Refused(
          "unknownStage",
          "There's no stage “"
              + list.stage()
              + "”. Choose one of: "
              + String.join(", ", settings.deals().stageNames()));
    }
    LocalDate today = LocalDate.ofInstant(now(), settings.company().zoneId());
    ListDeals.Listed listed =
        listDeals.list(
            new ListDeals.Query(
                list.rep(),
                list.team(),
                list.stage(),
                list.overdue() ? today : null,
                list.unowned(),
                list.limit()),
            settings);
    return new DealsListed(listed.deals(), listed.more(), today);
  }

  private Answer show(DealId id) {
    return parts
        .changeDeal()
        .find(id)
        .<Answer>map(
            head ->
                new DealShown(
                    head.state().deal(),
                    DealHistory.of(parts.store().steps(DealRecord.key(id))).stream()
                        .map(OperationsHandler::entry)
                        .toList()))
        .orElseGet(() -> unknownDeal(id));
  }

  private static Entry entry(DealHistory.Entry entry) {
    return switch (entry) {
      case DealHistory.Entry.Edited(DealEdit edit, var changes) ->
          new Entry(edit.at(), "changed", edit.way(), edit.by(), changes, "");
      case DealHistory.Entry.Logged(var logged) ->
          new Entry(
              logged.activity().at(),
              logged.activity().kind().name().toLowerCase(Locale.ROOT),
              logged.way(),
              logged.by(),
              List.of(),
              logged.activity().note());
    };
  }

  private Answer open(OpenDeal open, Settings settings) {
    Map<DealField, String> fields = DealField.read(open.fields());
    String key = open.key() == null ? "" : open.key();
    DealId id =
        open.deal() != null
            ? dealId(open.deal())
            : DealRecord.idOf(key.isEmpty() ? now() + open.by() + fields : key);
    fields.putIfAbsent(DealField.STAGE, settings.deals().stages().getFirst().name());
    return answer(
        parts
            .changeDeal()
            .change(
                new DealEdit(id, now(), Way.COMMAND, open.by(), withLead(fields)),
                Terms.ofNew(null, key),
                settings));
  }

  /** What the lead says of a deal that is opened of it: its owner and company. */
  private Map<DealField, String> withLead(Map<DealField, String> fields) {
    String lead = fields.getOrDefault(DealField.LEAD, "");
    if (!lead.isEmpty()) {
      parts
          .workLead()
          .find(new LeadId(lead))
          .map(Head::state)
          .ifPresent(work -> DealRecord.fill(fields, work.owner(), work.company()));
    }
    return fields;
  }

  private Answer change(ChangeFields change, Settings settings) {
    return answer(
        parts
            .changeDeal()
            .change(
                new DealEdit(
                    dealId(change.deal()),
                    now(),
                    Way.COMMAND,
                    change.by(),
                    DealField.read(change.fields())),
                Terms.ofKnown(null, change.key() == null ? "" : change.key()),
                settings));
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Changed(Deal deal, boolean _) -> new DealAnswered(deal, true);
      case Outcome.Unchanged(Deal deal) -> new DealAnswered(deal, false);
      case Outcome.Overtaken(Deal deal) -> new DealAnswered(deal, false);
      case Outcome.NotDone(Refused refused) -> refused;
    };
  }

  private Answer importDeals(ImportDeals list, Settings settings) {
    int opened = 0;
    int changed = 0;
    int unchanged = 0;
    int held = 0;
    List<DealsImported.Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < list.deals().size(); i++) {
      ImportDeals.Row row = list.deals().get(i);
      try {
        DealEdit edit =
            new DealEdit(
                dealId(row.deal()), now(), Way.IMPORT, list.by(), DealField.read(row.fields()));
        switch (parts.changeDeal().change(edit, Terms.REPORTED, settings)) {
          case Outcome.Changed(Deal deal, boolean isNew) -> {
            opened += isNew ? 1 : 0;
            changed += isNew ? 0 : 1;
            held += deal.owner() == null ? 1 : 0;
          }
          case Outcome.Unchanged _, Outcome.Overtaken _ -> unchanged++;
          case Outcome.NotDone(Refused refused) ->
              rejected.add(new DealsImported.Rejected(i, "", refused.message()));
        }
      } catch (RefusedException e) {
        rejected.add(new DealsImported.Rejected(i, "", e.getMessage()));
      }
    }
    return new DealsImported(opened, changed, unchanged, held, rejected);
  }

  private Answer log(LogActivity log, Settings settings) {
    Instant at = Objects.requireNonNullElseGet(log.at(), this::now);
    String subject = log.lead() != null ? log.lead() : Objects.requireNonNull(log.deal());
    LeadAct.Author author =
        author(
            log.by(),
            log.key(),
            "activity",
            subject,
            log.kind(),
            String.valueOf(log.minutes()),
            String.valueOf(log.rep()),
            String.valueOf(log.at()),
            String.valueOf(log.note()),
            // Without a time each call is an activity of its own.
            log.at() == null && log.key() == null ? at.toString() : "");
    if (log.deal() != null) {
      return logDeal(dealId(log.deal()), log, at, author, settings);
    }
    LeadId lead = leadId(subject);
    RepId rep =
        log.rep() != null
            ? log.rep()
            : parts.workLead().find(lead).map(Head::state).map(LeadWork::owner).orElse(null);
    if (rep == null) {
      return new Refused("notAssigned", "Nobody owns this lead now: say whose activity it is.");
    }
    Activity activity = activity(log, rep, at);
    LeadRules.Result result =
        parts.workLead().act(lead, new LeadAct.Logged(author, activity), settings, null);
    return switch (result) {
      case LeadRules.Result.Changed _ -> new ActivityStored(lead, null, activity, true);
      case LeadRules.Result.Unchanged _ -> new ActivityStored(lead, null, activity, false);
      case LeadRules.Result.Refused(String code, String message) -> new Refused(code, message);
    };
  }

  private Answer logDeal(
      DealId id, LogActivity log, Instant at, LeadAct.Author author, Settings settings) {
    Optional<Deal> deal = parts.changeDeal().find(id).map(Head::state).map(DealRecord::deal);
    if (deal.isEmpty()) {
      return unknownDeal(id);
    }
    RepId rep = log.rep() != null ? log.rep() : deal.get().owner();
    if (rep == null || !settings.mayOwn(rep)) {
      return new Refused("unknownRep", "Say which rep of the settings did it.");
    }
    Activity activity = activity(log, rep, at);
    boolean stored =
        logDealActivity.log(deal.get(), activity, author.way(), author.by(), author.key(), now());
    return new ActivityStored(deal.get().leadId(), id, activity, stored);
  }

  private static Activity activity(LogActivity log, RepId rep, Instant at) {
    try {
      return new Activity(
          log.activityKind(),
          log.minutes(),
          rep,
          at,
          log.automatic(),
          Objects.requireNonNullElse(log.note(), ""));
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Answer act(LeadId lead, LeadAct act, Settings settings) {
    LeadRules.Result result = parts.workLead().act(lead, act, settings, null);
    if (result instanceof LeadRules.Result.Refused(String code, String message)) {
      return new Refused(code, message);
    }
    return parts
        .workLead()
        .find(lead)
        .map(Head::state)
        .<Answer>map(
            work ->
                new LeadAnswered(
                    lead,
                    work.leadState(),
                    work.owner(),
                    result instanceof LeadRules.Result.Changed))
        .orElseGet(OperationsHandler::unknownLead);
  }

  private Answer showWork(LeadId lead) {
    return parts
        .workLead()
        .find(lead)
        .map(Head::state)
        .<Answer>map(
            work ->
                new LeadWorkShown(
                    work,
                    LeadHistory.of(parts.store().steps(LeadWork.key(lead))).stream()
                        .map(e -> new Entry(e.at(), e.what(), e.way(), e.by(), List.of(), e.note()))
                        .toList()))
        .orElseGet(OperationsHandler::unknownLead);
  }

  private static LeadAct.Author author(String by, @Nullable String key, String... rest) {
    return new LeadAct.Author(Way.COMMAND, by, null, key == null ? Digests.of(rest) : key);
  }

  private static DealId dealId(String text) {
    try {
      return new DealId(text.strip());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(e.getMessage() + ": “" + text + "”");
    }
  }

  private static LeadId leadId(String text) {
    try {
      return new LeadId(text.strip());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("A lead's id has 26 characters: “" + text + "”");
    }
  }

  private static Refused unknownDeal(DealId id) {
    return new Refused("unknownDeal", "There is no deal " + id + ".");
  }

  private static Refused unknownLead() {
    return new Refused("unknownLead", "There is no such lead, or it never had an owner.");
  }

  private Instant now() {
    return parts.workLead().now();
  }
}
