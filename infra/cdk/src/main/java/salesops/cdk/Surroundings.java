package salesops.cdk;

import java.util.Map;
import salesops.wiring.Switch;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.services.events.EventBus;

/**
 * What a function is placed among.
 *
 * @param switches whether what is optional is on
 * @param code where each jar's code lies
 */
record Surroundings(
    StateStack state,
    EventBus bus,
    HttpEntrance http,
    Map<Switch, CfnCondition> switches,
    Code code) {}
