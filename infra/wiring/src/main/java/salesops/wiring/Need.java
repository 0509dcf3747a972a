package salesops.wiring;

import java.util.List;
import salesops.runtime.lambda.Platform;

/**
 * A resource that a function needs from its environment. Its role allows access to these and
 * nothing else, and an environment variable holds the name of each.
 */
public sealed interface Need {
  /** Name of the environment variable. */
  String variable();

  /**
   * The table of its service, with the DynamoDB calls that its code makes. A transaction needs the
   * calls that it consists of; a batch has calls of its own.
   */
  record OwnTable(List<String> calls, List<String> callsOnIndexes) implements Need {
    public OwnTable {
      calls = List.copyOf(calls);
      callsOnIndexes = List.copyOf(callsOnIndexes);
    }

    @Override
    public String variable() {
      return Platform.TABLE;
    }
  }

  /** Read access to the settings. */
  record Settings() implements Need {
    @Override
    public String variable() {
      return Platform.SETTINGS_TABLE;
    }
  }

  /** Permission to put its service's events on the bus. */
  record Bus() implements Need {
    @Override
    public String variable() {
      return Platform.BUS;
    }
  }

  /** The dead-letter queue of its stream, for records that can never be published. */
  record DeadLetters() implements Need {
    @Override
    public String variable() {
      return Platform.DEAD_LETTERS;
    }
  }

  /** Read access to the outboxes in its service's table, page by page. */
  record Outboxes() implements Need {
    @Override
    public String variable() {
      return Platform.TABLE;
    }
  }

  /** Read access to a secret. */
  record SecretValue(Secret secret) implements Need {
    @Override
    public String variable() {
      return secret.variable();
    }
  }

  /** The public address of the suite, for links. */
  record PublicAddress() implements Need {
    @Override
    public String variable() {
      return Platform.PUBLIC_ADDRESS;
    }
  }

  /** A text that depends on where the function runs. */
  record Text(String variable, String onAws, String local) implements Need {}

  /**
   * A text that can be set at deployment, or when the local suite starts.
   *
   * @param key name of the option
   * @param usual default on AWS; locally the variable is not set by default
   */
  record Choice(String variable, String key, String usual) implements Need {}
}
