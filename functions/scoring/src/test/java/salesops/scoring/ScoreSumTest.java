package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Scoring.Behaviour;
import salesops.model.settings.Scoring.FitRule;

/** What holds for every score, over random settings, leads and orders of arrival. */
class ScoreSumTest {
  private static final String[] FIELDS = {
    "industry", "jobTitle", "employees", "visits", "postalCode", "email", "attributes.a"
  };
  private static final String[] VALUES = {"", "a", "A*b", "*", "12", "0.25", "-3", "x\ny", "ß"};

  private final List<Integer> sums = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void partsSumToTheScoreWhateverTheSettings(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 150; run++) {
      ScoringModel model = new ScoringModel(scoring(random), ZoneId.of("Asia/Kathmandu"));
      History history = History.none(Examples.CLAIRE);
      for (int i = 0; i < 12; i++) {
        Lead lead = lead(random, run + "-" + i);
        Score score = model.score(lead, history);
        check(score, "seed " + seed + " run " + run);
        assertEquals(score, model.score(lead, history), "the same again");
        history = history.with(model.activity(lead));
      }
    }
    assertTrue(sums.stream().distinct().count() > 300, "scores differ");
  }

  private void check(Score score, String where) {
    int fit = 0;
    int engagement = 0;
    for (ScorePart part : score.parts()) {
      assertTrue(part.reason().codePoints().count() <= Reason.LENGTH_MAX, where);
      assertTrue(part.reason().codePoints().noneMatch(Character::isISOControl), where);
      assertTrue(!part.reason().isBlank(), where);
      boolean saysWhy =
          part.reason().contains("unknown (could add ")
              || part.reason().contains("not counted")
              || part.reason().contains("together");
      assertTrue(part.tenths() != 0 || saysWhy || part.kind() == ScorePart.Kind.FIT, where);
      if (part.kind() == ScorePart.Kind.FIT) {
        fit += part.tenths();
      } else {
        engagement += part.tenths();
      }
    }
    assertEquals(fit, score.fitTenths(), where);
    assertEquals(engagement, score.engagementTenths(), where);
    sums.add(fit * 31 + engagement);
  }

  private static Scoring scoring(Random random) {
    List<FitRule> fit = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String because = random.nextBoolean() ? null : "industry is fine";
      fit.add(new FitRule(random.nextInt(101) - 30, criteria(random), because));
    }
    List<Behaviour> behaviours = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String counter = random.nextBoolean() ? null : one(random, FIELDS);
      behaviours.add(
          new Behaviour(
              "did" + i,
              random.nextInt(61) - 10,
              counter,
              random.nextInt(100),
              random.nextBoolean() ? List.of() : criteria(random)));
    }
    Set<Origin> trust = random.nextBoolean() ? Set.of(Origin.SERVER) : Set.of(Origin.values());
    return new Scoring(
        fit,
        new Scoring.Engagement(0.1 + random.nextDouble() * 2_000, behaviours, trust),
        List.of(new Band("A", 60), new Band("B", 40), new Band("C", 20)),
        List.of(new Band("1", 50), new Band("2", 30), new Band("3", 10)));
  }

  private static List<Criterion> criteria(Random random) {
    List<Criterion> criteria = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Kind kind = one(random, Kind.values());
      Long min = random.nextBoolean() ? null : (long) random.nextInt(20) - 5;
      Long max = random.nextBoolean() ? null : (long) random.nextInt(20) + 5;
      criteria.add(
          new Criterion(
              kind == Kind.MAIL ? "email" : one(random, FIELDS),
              kind,
              kind == Kind.MAIL ? List.of("free") : List.of(value(random), value(random)),
              kind == Kind.BETWEEN ? min : null,
              kind == Kind.BETWEEN ? max : null));
    }
    return criteria;
  }

  private static String value(Random random) {
    return one(random, VALUES);
  }

  private static <T> T one(Random random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  private static Lead lead(Random random, String submission) {
    Map<String, String> fields = new HashMap<>();
    Map<String, String> attributes = new HashMap<>();
    for (String field : FIELDS) {
      if (random.nextInt(3) > 0) {
        boolean attribute = field.startsWith(Lead.ATTRIBUTE_PREFIX);
        (attribute ? attributes : fields)
            .put(
                attribute ? field.substring(Lead.ATTRIBUTE_PREFIX.length()) : field, value(random));
      }
    }
    Instant at = Examples.NOW.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 60)));
    MailKind mail = one(random, MailKind.values());
    return new Lead(
        LeadId.of(Examples.CLAIRE, submission),
        "demo",
        at,
        one(random, Origin.values()),
        random.nextBoolean() ? Map.of() : Map.of("visits", Origin.SERVER),
        new Identity(List.of(Examples.CLAIRE), null, mail),
        fields,
        attributes);
  }
}
