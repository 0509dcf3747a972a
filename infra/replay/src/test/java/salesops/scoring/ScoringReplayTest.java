package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.lead;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;

class ScoringReplayTest {
  private static final Lead FIRST =
      lead("1", NOW.minus(Duration.ofDays(14)), Map.of("landingPage", "/pricing"));
  private static final Lead SECOND = lead("2", NOW, Map.of());

  private static int engagementOfSecond(double halfLifeHours) {
    Scoring rules = Examples.scoring(Origin.SERVER);
    Settings settings =
        Examples.settings(
            1,
            new Scoring(
                rules.fit(),
                new Scoring.Engagement(
                    halfLifeHours, rules.engagement().behaviours(), rules.engagement().trust()),
                rules.fitBands(),
                rules.engagementBands()));
    ScoringReplay replay = new ScoringReplay(settings);
    replay.score(FIRST);
    return replay.score(SECOND).score().engagementTenths();
  }

  @Test
  void aPersonWhoComesBackKeepsWhatTheyDidBefore() {
    assertEquals(350, engagementOfSecond(14 * 24));
  }

  @Test
  void earlierBehaviourIsWeighedByTheRulesThatAreTried() {
    assertEquals(275, engagementOfSecond(7 * 24));
  }

  @Test
  void worldsKnowNothingOfEachOther() {
    ScoringReplay other = new ScoringReplay(Examples.settings(1, Examples.scoring(Origin.SERVER)));
    assertEquals(200, other.score(SECOND).score().engagementTenths());
  }
}
