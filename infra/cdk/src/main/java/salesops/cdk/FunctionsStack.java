package salesops.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesops.wiring.Operations;
import salesops.wiring.Switch;
import salesops.wiring.Wiring;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventBus;
import software.constructs.Construct;

/** The stack without state: bus, routes, and one construct per function. */
final class FunctionsStack extends Stack {
  /** Name of the bus. */
  static final String BUS = "salesops";

  FunctionsStack(Construct app, String id, Wiring wiring, StateStack state, Code code) {
    super(app, id);
    Map<Switch, CfnCondition> switches = new HashMap<>();
    wiring.switches().forEach(each -> switches.put(each, condition(each)));
    EventBus bus = EventBus.Builder.create(this, "bus").eventBusName(BUS).build();
    Routes routes = new Routes(this, "http", state.http());
    String address = address(routes);
    Surroundings surroundings = new Surroundings(state, bus, routes, address, switches, code);
    wiring.functions().forEach(f -> new DeployedFunction(this, f.name(), f, surroundings));
    CfnOutput.Builder.create(this, "HttpApi").value(address).build();
    Operations.functions().forEach(this::entry);
    new Alarms(this, state.alarmTopic(), "HTTP API").http(state.http());
  }

  /** The start of every link: the address given as a parameter, or else the API's own. */
  private String address(Routes routes) {
    CfnParameter given =
        CfnParameter.Builder.create(this, "PublicAddress")
            .defaultValue("")
            .allowedPattern("|https://[^/]+")
            .description("https:// and your domain; empty: the HTTP API's own address")
            .build();
    CfnCondition isGiven =
        CfnCondition.Builder.create(this, "PublicAddressGiven")
            .expression(Fn.conditionNot(Fn.conditionEquals(given.getValueAsString(), "")))
            .build();
    return Fn.conditionIf(isGiven.getLogicalId(), given.getValueAsString(), routes.address())
        .toString();
  }

  private CfnCondition condition(Switch wired) {
    CfnParameter parameter =
        CfnParameter.Builder.create(this, wired.name())
            .defaultValue("off")
            .allowedValues(List.of("on", "off"))
            .description(wired.description())
            .build();
    CfnOutput.Builder.create(this, wired.name() + "Switch")
        .value(parameter.getValueAsString())
        .build();
    return CfnCondition.Builder.create(this, wired.name() + "On")
        .expression(Fn.conditionEquals(parameter.getValueAsString(), "on"))
        .build();
  }

  /** Makes the ARN of a function that operators invoke an output of the stack. */
  private void entry(String function) {
    CfnOutput.Builder.create(this, Operations.outputOf(function))
        .value(((DeployedFunction) getNode().findChild(function)).alias().getFunctionArn())
        .build();
  }
}
