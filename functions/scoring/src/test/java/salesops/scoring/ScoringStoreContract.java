package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.scoring.Examples.CLAIRE;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.lead;
import static salesops.scoring.Examples.submitted;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.settings.Settings;
import salesops.scoring.ScoreLead.Outcome;
import salesops.testkit.TestClock;

/** What scoring relies on, whichever store stands behind it. */
abstract class ScoringStoreContract {
  static final PersonKey CRM = PersonKey.ofExternalId("salt", "003-17");
  static final PersonKey OTHER = PersonKey.ofEmail("salt", "c.martin@lyon.example");
  static final Settings SETTINGS = Examples.settings(12, Examples.scoring(Origin.SERVER));

  /** The store under test, always the same. */
  abstract ScoringStore store();

  Outcome score(Lead lead) {
    return new ScoreLead(store(), new TestClock()).score(submitted(lead), SETTINGS);
  }

  static Lead leadOf(String submission, PersonKey... persons) {
    return lead(List.of(persons), submission, NOW, Origin.SERVER, Map.of());
  }

  LeadScored scored(Lead lead) {
    return store().find(lead.leadId()).orElseThrow().data();
  }

  int engagement(Lead lead) {
    return scored(lead).score().engagementTenths();
  }

  @Test
  void keepsLeadScorePartsSettingsVersionAndTime() {
    Lead claire = lead("1", NOW, Map.of("industry", "Insurance", "visits", "3"));
    score(claire);
    Envelope<LeadScored> kept = store().find(claire.leadId()).orElseThrow();
    assertEquals(claire, kept.data().lead());
    assertEquals(
        new ScoringModel(SETTINGS).score(claire, History.none(CLAIRE)), kept.data().score());
    assertEquals(12, kept.data().settingsVersion());
    assertEquals(1, kept.data().scoreVersion());
    assertEquals(TestClock.START, kept.meta().occurredAt());
  }

  @Test
  void aLaterScoreAppendsAndKnowsTheEarlierBehaviour() {
    Lead first = lead("1", NOW.minus(Duration.ofDays(14)), Map.of("landingPage", "/pricing"));
    Lead second = lead("2", NOW, Map.of());
    score(first);
    LeadScored before = scored(first);
    score(second);
    assertEquals(before, scored(first));
    assertEquals(
        List.of(
            "form submitted today",
            "form submitted 14 days ago",
            "pricing page 14 days ago",
            "visits: unknown (could add 20)"),
        scored(second).score().parts().stream().skip(1).map(p -> p.reason()).toList());
    assertEquals(350, engagement(second));
  }

  @Test
  void aPersonIsFoundUnderEitherKey() {
    Lead both = leadOf("1", CLAIRE, CRM);
    Lead byExternalId = leadOf("2", CRM);
    Lead byEmail = leadOf("3", CLAIRE);
    score(both);
    score(byExternalId);
    score(byEmail);
    assertEquals(400, engagement(byExternalId));
    assertEquals(600, engagement(byEmail));
    for (Lead lead : List.of(both, byExternalId, byEmail)) {
      assertEquals(Outcome.DUPLICATE, score(lead));
    }
  }

  @Test
  void anEmailJoinsTheRecordThatTheExternalIdHasAlready() {
    Lead byExternalId = leadOf("1", CRM);
    Lead both = leadOf("2", CLAIRE, CRM);
    Lead byEmail = leadOf("3", CLAIRE);
    Lead again = leadOf("4", CLAIRE, CRM);
    for (Lead lead : List.of(byExternalId, both, byEmail, again)) {
      assertEquals(Outcome.SCORED, score(lead));
    }
    assertEquals(800, engagement(again));
    for (Lead lead : List.of(byExternalId, both, byEmail, again)) {
      assertEquals(Outcome.DUPLICATE, score(lead));
    }
  }

  @Test
  void twoAddressesWithOneExternalIdAreOnePerson() {
    score(leadOf("1", CLAIRE, CRM));
    Lead other = leadOf("2", OTHER, CRM);
    score(other);
    Lead byOther = leadOf("3", OTHER);
    score(byOther);
    assertEquals(400, engagement(other));
    assertEquals(600, engagement(byOther));
    assertEquals(Outcome.DUPLICATE, score(other));
  }

  @Test
  void twoRecordsOfTheirOwnStayTwo() {
    score(leadOf("1", CRM));
    score(leadOf("2", CLAIRE));
    Lead both = leadOf("3", CLAIRE, CRM);
    assertEquals(Outcome.SCORED, score(both));
    assertEquals(400, engagement(both));
    assertEquals(Outcome.DUPLICATE, score(both));
  }

  @Test
  void joiningThatStoppedHalfwayIsTakenUpByTheNextDelivery() {
    Lead both = leadOf("1", CLAIRE, CRM);
    store().home(both.identity());
    Lead byExternalId = leadOf("2", CRM);
    score(byExternalId);
    score(both);
    assertEquals(200, engagement(byExternalId));
    assertEquals(400, engagement(both));
  }

  @Test
  void anotherAddressDoesNotJoinARecordThatWasNeverWritten() {
    store().home(leadOf("1", CLAIRE, CRM).identity());
    Lead other = leadOf("2", OTHER, CRM);
    assertEquals(Outcome.SCORED, score(other));
    assertEquals(OTHER, store().home(other.identity()));
    score(leadOf("1", CLAIRE, CRM));
    assertEquals(Outcome.DUPLICATE, score(other));
    assertTrue(store().find(other.leadId()).isPresent());
  }

  @Test
  void aLeadScoredBeforeIsADuplicateAmongOthers() {
    for (int i = 1; i <= 3; i++) {
      assertEquals(Outcome.SCORED, score(leadOf("" + i, CLAIRE)));
    }
    for (int i = 1; i <= 3; i++) {
      assertEquals(Outcome.DUPLICATE, score(leadOf("" + i, CLAIRE)));
    }
    assertEquals(600, engagement(leadOf("3", CLAIRE)));
  }
}
