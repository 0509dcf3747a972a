package salesops.scoring;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;

/**
 * Scores a lead under one version of the settings. Pure: the same lead, history and settings give
 * the same score on any machine, whenever they arrive, since time is the lead's submission.
 */
final class ScoringModel {
  private final Scoring scoring;
  private final Fit fit;
  private final Engagement engagement;

  ScoringModel(Settings settings) {
    this(settings.scoring(), settings.company().zoneId());
  }

  /**
   * @param zone the company's, in which days are told apart
   */
  ScoringModel(Scoring scoring, ZoneId zone) {
    this.scoring = scoring;
    this.fit = new Fit(scoring.fit());
    this.engagement = new Engagement(scoring.engagement(), zone);
  }

  /** What the lead itself tells of the person's behaviour, to be kept for later leads. */
  Activity activity(Lead lead) {
    return engagement.activity(lead);
  }

  /**
   * @param history what other leads of the person told; those submitted later are left out
   */
  Score score(Lead lead, History history) {
    List<ScorePart> parts = new ArrayList<>(fit.parts(lead));
    int fitTenths = sum(parts);
    List<ScorePart> behaviour = engagement.parts(lead, history.until(lead.submittedAt()));
    int engagementTenths = sum(behaviour);
    parts.addAll(behaviour);
    Grade grade = new Grade(scoring.fit(fitTenths), scoring.engagement(engagementTenths));
    return new Score(grade, fitTenths, engagementTenths, parts);
  }

  private static int sum(List<ScorePart> parts) {
    return parts.stream().mapToInt(ScorePart::tenths).sum();
  }
}
