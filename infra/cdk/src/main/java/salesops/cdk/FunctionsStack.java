package salesops.cdk;

import java.util.List;
import salesops.wiring.Operations;
import salesops.wiring.Wiring;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventBus;
import software.constructs.Construct;

/** What can be made anew: bus, HTTP API, and one construct for each function. */
final class FunctionsStack extends Stack {
  /** Name of the bus. */
  static final String BUS = "salesops";

  FunctionsStack(Construct app, String id, Wiring wiring, StateStack state, Code code) {
    super(app, id);
    CfnParameter slackApi =
        CfnParameter.Builder.create(this, "SlackApi")
            .defaultValue("https://slack.com/api")
            .description("Address of Slack's Web API, or of a stand-in")
            .build();
    CfnParameter webhooks =
        CfnParameter.Builder.create(this, "Webhooks")
            .defaultValue("off")
            .allowedValues(List.of("on", "off"))
            .description("Whether events go to the webhooks of the settings; costs by the event")
            .build();
    CfnCondition webhooksOn =
        CfnCondition.Builder.create(this, "WebhooksOn")
            .expression(Fn.conditionEquals(webhooks.getValueAsString(), "on"))
            .build();
    EventBus bus = EventBus.Builder.create(this, "bus").eventBusName(BUS).build();
    HttpEntrance http = new HttpEntrance(this, "http");
    Surroundings surroundings =
        new Surroundings(state, bus, http, slackApi.getValueAsString(), webhooksOn, code);
    wiring.functions().forEach(f -> new DeployedFunction(this, f.name(), f, surroundings));
    CfnOutput.Builder.create(this, "HttpApi").value(http.url()).build();
    CfnOutput.Builder.create(this, "WebhooksSwitch").value(webhooks.getValueAsString()).build();
    Operations.functions().forEach(this::entry);
  }

  /** An entry of operators; its address is an output of the stack. */
  private void entry(String function) {
    CfnOutput.Builder.create(this, Operations.outputOf(function))
        .value(((DeployedFunction) getNode().findChild(function)).alias().getFunctionArn())
        .build();
  }
}
