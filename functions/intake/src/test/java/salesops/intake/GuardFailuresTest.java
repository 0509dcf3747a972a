package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.intake.FormVisitors.ADDRESS;
import static salesops.intake.FormVisitors.CLAIRE;
import static salesops.intake.FormVisitors.filled;
import static salesops.intake.FormVisitors.limits;
import static salesops.intake.FormVisitors.someone;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** No lead is lost while the guard has neither keys nor counts. */
class GuardFailuresTest {
  private final IntakeBench bench = new IntakeBench();
  private final FormVisitors visitors = new FormVisitors(bench);

  @Test
  void losesNoLeadWhenCountsCannotBeKept() {
    ExecutionInterceptor failing =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes a) {
            if (context.request() instanceof UpdateItemRequest) {
              throw SdkClientException.create("injected");
            }
          }
        };
    IntakeBench broken = new IntakeBench(failing);
    assertEquals(202, new FormVisitors(broken).person(CLAIRE, ADDRESS).status());
    assertEquals(List.of(), broken.reasons());
  }

  @Test
  void losesNoLeadWhenTheKeyCannotBeRead() {
    String token = bench.token(IntakeBench.DEMO);
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    assertEquals(202, bench.browse(CLAIRE, token, ADDRESS).status());
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void showsTheFormWithoutATokenWhileThereIsNoKeyAndLetsItsPostPass() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    APIGatewayV2HTTPEvent look = IntakeBench.recorded("get-form.json");
    APIGatewayV2HTTPResponse page = bench.send(look);
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("name=\"token\" value=\"\""));
    assertEquals(303, bench.send(filled("", "Claire")).getStatusCode());
    assertEquals(202, bench.browse(someone(1), null, ADDRESS).status());
    assertEquals(List.of(), bench.reasons());
    assertEquals(2, bench.leads().size());
  }

  @Test
  void keepsWhatAPersonEnteredWhenAFieldIsWrongWhileThereIsNoKey() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    APIGatewayV2HTTPEvent request = filled("", "Claire");
    request.setBody(request.getBody().replace("country=FR", "country=Nowhere"));
    APIGatewayV2HTTPResponse again = bench.send(request);
    assertEquals(422, again.getStatusCode());
    assertTrue(again.getBody().contains("value=\"Claire\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON"})
  void losesNoLeadWhenTheKeysOfTheDistributionCannotBeRead(String keys) {
    visitors.guard(limits(1, 300));
    bench.secrets.remove(IntakeBench.SERVER_KEYS);
    if (!keys.isEmpty()) {
      bench.secrets.put(IntakeBench.SERVER_KEYS, keys);
    }
    for (int i = 0; i < 2; i++) {
      visitors.throughDistribution(someone(i), "198.51.100.1", IntakeBench.CLOUDFRONT_KEY + "0");
    }
    assertEquals(List.of(), bench.reasons());
  }
}
