package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.intake.IntakeBench.Answer;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;

class SubmitLeadTest {
  private static final String CLAIRE = "{'form':'demo','email':'claire@lyon.fr','name':'Claire'}";
  private static final String CLAIRE_AGAIN =
      "{'form':'demo','email':'claire@lyon.fr','name':'Claire','message':'And one more thing'}";

  private final IntakeBench bench = new IntakeBench();

  @Test
  void storesTheLeadWithItsEventAndAnswersItsId() {
    Answer answer = Answer.of(bench.send(IntakeBench.recorded("post-lead.json")));
    assertEquals(202, answer.status());
    Lead lead = bench.leads().getFirst();
    assertEquals(answer.leadId(), lead.leadId().value());
    assertEquals("claire@assurance-lyon.fr", lead.fields().get("email"));
    assertEquals("FR", lead.fields().get("country"));
    assertEquals("340", lead.fields().get("employees"));
    assertEquals("1200.5", lead.attributes().get("adSpend"));
    assertEquals("true", lead.attributes().get("hiring"));
    assertEquals("assurance-lyon.fr", lead.identity().company());
    assertEquals(bench.clock.instant(), lead.submittedAt());
  }

  @Test
  void namesThePersonByTheFirstHalfOfTheId() {
    String leadId = bench.post(CLAIRE).leadId();
    assertEquals(PersonKey.ofEmail("salt", "claire@lyon.fr"), new LeadId(leadId).person());
  }

  @Test
  void answersTheSameForTheSameContentWithinItsWindow() {
    Answer first = bench.post(CLAIRE);
    bench.clock.advance(Submission.CONTENT_WINDOW);
    String reordered = "{'name':' Claire ','email':'CLAIRE@Lyon.FR','form':'demo','score':99}";
    assertEquals(first, bench.post(reordered));
    assertEquals(1, bench.items().size());
  }

  @Test
  void makesANewLeadOfTheSameContentPastItsWindowAndKeepsTheOld() {
    Answer first = bench.post(CLAIRE);
    bench.clock.advance(Submission.CONTENT_WINDOW.plusMillis(1));
    Answer second = bench.post(CLAIRE);
    assertEquals(202, second.status());
    assertNotEquals(first.leadId(), second.leadId());
    assertEquals(List.of(second.leadId()), ids(bench.leads()));
    assertEquals(List.of(first.leadId()), ids(bench.archived()));
  }

  @Test
  void makesANewLeadOfOtherContent() {
    assertNotEquals(bench.post(CLAIRE).leadId(), bench.post(CLAIRE_AGAIN).leadId());
    assertEquals(2, bench.leads().size());
  }

  @Test
  void makesANewLeadOfTheSameContentOnAnotherForm() {
    bench.post(CLAIRE);
    bench.post(CLAIRE.replace("demo", "other"));
    assertEquals(2, bench.leads().size());
  }

  @Test
  void makesANewLeadOfTheSameContentFromAnotherPerson() {
    bench.post(CLAIRE);
    bench.post(CLAIRE.replace("claire@", "clara@"));
    assertEquals(2, bench.leads().size());
  }

  @Test
  void keepsAnIdempotencyKeyForADay() {
    Answer first = bench.post(CLAIRE, "key-1");
    bench.clock.advance(Duration.ofHours(24));
    assertEquals(first, bench.post(CLAIRE, "key-1"));
    bench.clock.advance(Duration.ofMillis(1));
    assertNotEquals(first.leadId(), bench.post(CLAIRE, "key-1").leadId());
    assertEquals(1, bench.archived().size());
  }

  @Test
  void refusesAnotherBodyUnderTheSameKeyAndWritesNothing() {
    bench.post(CLAIRE, "key-1");
    var before = bench.items();
    Answer refused = bench.post(CLAIRE_AGAIN, "key-1");
    assertEquals(422, refused.status());
    assertEquals("idempotency_key_reused", refused.code());
    assertEquals(before, bench.items());
  }

  @Test
  void takesAnotherBodyUnderAKeyWhoseDayHasPassed() {
    bench.post(CLAIRE, "key-1");
    bench.clock.advance(Submission.KEY_WINDOW.plusMillis(1));
    assertEquals(202, bench.post(CLAIRE_AGAIN, "key-1").status());
  }

  @Test
  void keepsTheKeysOfTwoFormsApart() {
    bench.post(CLAIRE, "key-1");
    assertEquals(202, bench.post(CLAIRE_AGAIN.replace("demo", "other"), "key-1").status());
    assertEquals(2, bench.leads().size());
  }

  @Test
  void makesTwoLeadsOfTheSameContentUnderTwoKeys() {
    assertNotEquals(bench.post(CLAIRE, "key-1").leadId(), bench.post(CLAIRE, "key-2").leadId());
  }

  @Test
  void makesOneLeadOfFiftyCopiesAtOnce() throws Exception {
    assertEquals(1, answersOfFiftyAtOnce(() -> bench.post(CLAIRE)).size());
    assertEquals(1, bench.items().size());
  }

  @Test
  void makesOneLeadOfFiftyCopiesWithAKeyAtOnce() throws Exception {
    assertEquals(1, answersOfFiftyAtOnce(() -> bench.post(CLAIRE, "key-1")).size());
    assertEquals(1, bench.items().size());
  }

  @Test
  void makesOneNewLeadOfFiftyCopiesAtOncePastTheWindow() throws Exception {
    Answer first = bench.post(CLAIRE);
    bench.clock.advance(Duration.ofHours(1));
    Set<Answer> answers = answersOfFiftyAtOnce(() -> bench.post(CLAIRE));
    assertEquals(1, answers.size());
    assertTrue(answers.stream().noneMatch(first::equals));
    assertEquals(1, bench.leads().size());
    assertEquals(List.of(first.leadId()), ids(bench.archived()));
  }

  private static Set<Answer> answersOfFiftyAtOnce(Callable<Answer> post) throws Exception {
    Set<Answer> answers = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Boolean>> copies =
          Stream.generate(() -> post)
              .limit(50)
              .<Callable<Boolean>>map(
                  p ->
                      () -> {
                        start.await();
                        return answers.add(p.call());
                      })
              .toList();
      var pending = copies.stream().map(threads::submit).toList();
      start.countDown();
      for (var copy : pending) {
        copy.get();
      }
    }
    return answers;
  }

  private static List<String> ids(List<Lead> leads) {
    return leads.stream().map(l -> l.leadId().value()).toList();
  }
}
