package salesops.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationsEntry;
import salesops.runtime.operations.Refused;
import salesops.slack.SlackOperation.Channels;
import salesops.slack.SlackOperation.FindChannels;
import salesops.slack.SlackOperation.FindPerson;
import salesops.slack.SlackOperation.Person;
import tools.jackson.databind.JsonNode;

/** Tells operators whom Slack knows, since only these functions may read the bot's token. */
public final class OperationsHandler extends OperationsEntry<SlackOperation<?>> {
  private final BotToken token;
  private final String address;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    super(SlackOperation.class, platform);
    this.token = BotToken.of(platform);
    this.address = SlackApi.address(platform);
  }

  @Override
  protected Operation.Answer answer(SlackOperation<?> operation) {
    try (SlackApi api = new SlackApi(address, token, SlackApi.Timeouts.USUAL)) {
      return switch (operation) {
        case FindPerson person -> person(api.lookUp(person.email()));
        case FindChannels channels -> channels(api.channels(channels.cursor()), channels.names());
      };
    }
  }

  private Operation.Answer person(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> new Person(true, null);
      case Answer.Refused(String error) when Pace.ABOUT_USER.contains(error) ->
          new Person(false, null);
      default -> failed(answer, seconds -> new Person(null, seconds));
    };
  }

  /** Of the names asked for those on this page, and where the next page begins. */
  private Operation.Answer channels(Answer answer, List<String> asked) {
    if (!(answer instanceof Answer.Done(JsonNode body))) {
      return failed(answer, seconds -> new Channels(List.of(), "", seconds));
    }
    List<String> found = new ArrayList<>();
    for (JsonNode channel : body.path("channels")) {
      String name = "#" + channel.path("name").asString("");
      if (asked.contains(name)) {
        found.add(name);
      }
    }
    return new Channels(found, body.at("/response_metadata/next_cursor").asString(""), null);
  }

  private Operation.Answer failed(Answer answer, LongFunction<Operation.Answer> wait) {
    return switch (answer) {
      case Answer.Limited limited -> wait.apply(limited.retryAfter().toSeconds());
      case Answer.Refused(String error) -> {
        if (Pace.ABOUT_TOKEN.contains(error)) {
          token.forget();
        }
        yield new Refused("slackRefused", "Slack refuses: " + error);
      }
      case Answer.Failed(String reason) -> unreachable(reason);
      case Answer.Unknown(String reason) -> unreachable(reason);
      case Answer.Done _ -> unreachable("unexpected answer");
    };
  }

  private static Refused unreachable(String reason) {
    return new Refused("slackUnreachable", "Slack cannot be asked now: " + reason);
  }
}
