package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import salesops.intake.IntakeBench.Answer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Calls that fail before they reach the table, and calls whose answer is lost after. */
class LostAnswersTest {
  private static final String CLAIRE = "{'form':'demo','email':'claire@lyon.fr','name':'Claire'}";

  /** The next call of this kind fails, before or after it did its work. */
  private record Fault(Class<? extends DynamoDbRequest> call, boolean workDone) {}

  private final Queue<Fault> faults = new ArrayDeque<>();
  private final IntakeBench bench =
      new IntakeBench(
          new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes a) {
              fail(new Fault(((DynamoDbRequest) context.request()).getClass(), false));
            }

            @Override
            public void afterExecution(Context.AfterExecution context, ExecutionAttributes a) {
              fail(new Fault(((DynamoDbRequest) context.request()).getClass(), true));
            }
          });

  private void fail(Fault here) {
    if (here.equals(faults.peek())) {
      faults.remove();
      throw SdkClientException.create("injected");
    }
  }

  @Test
  void answersAsAcceptedWhenTheWriteHappenedAndItsAnswerWasLost() {
    faults.add(new Fault(PutItemRequest.class, true));
    Answer answer = bench.post(CLAIRE);
    assertEquals(202, answer.status());
    assertEquals(bench.leads().getFirst().leadId().value(), answer.leadId());
    assertEquals(0, faults.size());
  }

  @Test
  void answersUnavailableWhenNothingWasStored() {
    faults.add(new Fault(PutItemRequest.class, false));
    assertEquals(503, bench.post(CLAIRE).status());
    assertEquals(0, bench.items().size());
  }

  @Test
  void answersTheSameLeadToATryAfterAnOutcomeNobodyCouldLearn() {
    faults.add(new Fault(PutItemRequest.class, true));
    faults.add(new Fault(GetItemRequest.class, false));
    assertEquals(503, bench.post(CLAIRE).status());
    Answer second = bench.post(CLAIRE);
    assertEquals(202, second.status());
    assertEquals(1, bench.items().size());
    assertEquals(bench.leads().getFirst().leadId().value(), second.leadId());
  }

  @Test
  void answersAsAcceptedWhenAReplacementHappenedAndItsAnswerWasLost() {
    bench.post(CLAIRE);
    bench.clock.advance(Submission.CONTENT_WINDOW.plusMillis(1));
    faults.add(new Fault(TransactWriteItemsRequest.class, true));
    Answer answer = bench.post(CLAIRE);
    assertEquals(202, answer.status());
    assertEquals(bench.leads().getFirst().leadId().value(), answer.leadId());
    assertEquals(1, bench.archived().size());
  }

  @Test
  void answersUnavailableWhenAReplacementDidNotHappen() {
    Answer first = bench.post(CLAIRE);
    bench.clock.advance(Submission.CONTENT_WINDOW.plusMillis(1));
    faults.add(new Fault(TransactWriteItemsRequest.class, false));
    assertEquals(503, bench.post(CLAIRE).status());
    assertEquals(first.leadId(), bench.leads().getFirst().leadId().value());
    assertEquals(0, bench.archived().size());
  }
}
