package salesops.cdk;

import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.services.events.EventBus;

/**
 * What a function is placed among.
 *
 * @param slackApi address of Slack's Web API
 * @param webhooksOn whether events go to the webhooks' queue
 * @param code where each service's code lies
 */
record Surroundings(
    StateStack state,
    EventBus bus,
    HttpEntrance http,
    String slackApi,
    CfnCondition webhooksOn,
    Code code) {}
