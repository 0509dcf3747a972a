package salesops.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.model.Grade;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.RoutingRules.Path;

/** Leads and their assignments, as plain as they may be. */
final class Leads {
  private static final PersonKey PERSON = PersonKey.ofEmail("salt", "claire@bank.example");

  private Leads() {}

  static Lead lead(Map<String, String> fields, MailKind mail) {
    return lead(LeadId.of(PERSON, "1"), fields, mail);
  }

  private static Lead lead(LeadId id, Map<String, String> fields, MailKind mail) {
    return new Lead(
        id,
        "demo",
        Instant.EPOCH,
        Origin.BROWSER,
        Map.of(),
        new Identity(List.of(PERSON), null, mail),
        fields,
        Map.of());
  }

  static LeadAssigned assigned(Turn turn, RepId rep) {
    LeadId id = LeadId.of(PERSON, turn.pool(), turn.band(), Long.toString(turn.poolSeq()));
    return new LeadAssigned(
        lead(id, Map.of(), MailKind.NONE),
        new Score(new Grade('B', 2), 0, 0, List.of()),
        rep,
        1,
        null,
        Path.TERRITORY,
        "EMEA",
        turn,
        1,
        Instant.EPOCH,
        false,
        null,
        null,
        Decision.NONE);
  }

  static LeadReturned returned(LeadAssigned lead) {
    return new LeadReturned(
        lead.lead().leadId(),
        lead.rep(),
        lead.assignmentSeq(),
        "student",
        lead.rep().email(),
        1,
        "",
        Instant.EPOCH);
  }
}
