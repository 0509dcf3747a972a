package salesops.slack;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;

/** What operators ask Slack through the bot; each is one call to Slack. */
public sealed interface SlackOperation<A extends Operation.Answer> extends Operation<A> {

  /** What Slack answered, or that it says to wait. */
  interface SlackAnswer extends Operation.Answer {
    /** When to ask again; absent: Slack answered. */
    @Nullable Long retryAfterSeconds();
  }

  /** Whether Slack knows somebody by an email address. */
  @JsonTypeName("slackPerson")
  record FindPerson(String email) implements SlackOperation<Person> {
    public FindPerson {
      email = Given.text("email", email);
    }
  }

  /**
   * @param found absent when Slack says to wait
   */
  record Person(@Nullable Boolean found, @Nullable Long retryAfterSeconds) implements SlackAnswer {}

  /**
   * Which of these channels are on a page of the list of all.
   *
   * @param cursor as the page before told it; empty: the first page
   */
  @JsonTypeName("slackChannels")
  record FindChannels(List<String> names, String cursor) implements SlackOperation<Channels> {
    public FindChannels {
      cursor = Objects.requireNonNullElse(cursor, "");
    }
  }

  /**
   * @param next cursor of the next page; empty: this was the last
   */
  record Channels(List<String> found, String next, @Nullable Long retryAfterSeconds)
      implements SlackAnswer {}
}
