package salesops.cdk;

import java.util.Map;
import salesops.wiring.Switch;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.services.events.EventBus;

/**
 * What a function is placed among.
 *
 * @param address the public one, without a slash at its end
 * @param switches whether what is optional is on
 * @param code where each jar's code lies
 */
record Surroundings(
    StateStack state,
    EventBus bus,
    Routes routes,
    String address,
    Map<Switch, CfnCondition> switches,
    Code code) {}
