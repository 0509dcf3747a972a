package salesops.intake;

import java.util.List;
import salesops.intake.IntakeOperation.Import;
import salesops.intake.IntakeOperation.Imported;
import salesops.intake.IntakeOperation.ListQuarantined;
import salesops.intake.IntakeOperation.QuarantinedLead;
import salesops.intake.IntakeOperation.QuarantinedLeads;
import salesops.intake.IntakeOperation.Release;
import salesops.intake.IntakeOperation.Released;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.operations.Refused;
import salesops.runtime.settings.SettingsTable;

/** What people decide about leads that came in, and lists they bring. */
public final class OperationsHandler extends OperationsEntry<IntakeOperation<?>> {
  private final SettingsTable settings;
  private final Quarantine quarantine;
  private final ReleaseLead releaseLead;
  private final ImportLeads importLeads;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(IntakeOperation.class, platform);
    Log log = new Log(platform);
    this.settings = SettingsTable.of(platform);
    String table = platform.required(Platform.TABLE);
    DynamoIntakeStore store = new DynamoIntakeStore(platform.dynamo().get(), table);
    this.quarantine = new DynamoQuarantine(platform.dynamo().get(), table);
    this.releaseLead = new ReleaseLead(quarantine, platform.clock());
    this.importLeads = new ImportLeads(SubmitLead.withoutBrowsers(store, platform.waiting()), log);
    Priming.beforeCheckpoint(() -> Rehearsal.run(store), log);
  }

  @Override
  protected Answer answer(IntakeOperation<?> operation) {
    return switch (operation) {
      case ListQuarantined list -> quarantined(list.limit());
      case Release release -> release(release);
      case Import rows -> new Imported(importLeads.take(rows.leads(), settings.current()));
    };
  }

  private QuarantinedLeads quarantined(int limit) {
    List<Quarantined> newest = quarantine.newest(limit);
    return new QuarantinedLeads(newest.stream().map(OperationsHandler::line).toList());
  }

  private static QuarantinedLead line(Quarantined quarantined) {
    Lead lead = quarantined.lead();
    return new QuarantinedLead(
        lead.leadId(),
        lead.form(),
        quarantined.quarantinedAt(),
        quarantined.reasons(),
        lead.get(LeadField.EMAIL).orElse(null),
        lead.get(LeadField.NAME).orElse(null),
        lead.get(LeadField.COMPANY).orElse(null));
  }

  private Answer release(Release release) {
    return releaseLead
        .release(release.lead(), release.by(), null)
        .<Answer>map(
            done ->
                new Released(
                    done.lead().lead().leadId(),
                    done.release().by(),
                    done.release().at(),
                    done.already()))
        .orElseGet(() -> new Refused("unknownLead", "no such lead is in quarantine"));
  }
}
