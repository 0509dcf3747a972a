package salesops.wiring;

import java.util.List;
import salesops.runtime.lambda.Platform;

/**
 * Something a function needs from where it runs. Its role allows it that and nothing else, and an
 * environment variable says what it is called there.
 */
public sealed interface Need {
  /** Name of the environment variable. */
  String variable();

  /**
   * The table of its service, with the calls of DynamoDB that its code makes. A transaction needs
   * the calls that it consists of, a batch has calls of its own.
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

  /** The settings, read-only. */
  record Settings() implements Need {
    @Override
    public String variable() {
      return Platform.SETTINGS_TABLE;
    }
  }

  /** The bus, to put its service's events on. */
  record Bus() implements Need {
    @Override
    public String variable() {
      return Platform.BUS;
    }
  }

  /** The dead letters of its stream, for what can never be published. */
  record DeadLetters() implements Need {
    @Override
    public String variable() {
      return Platform.DEAD_LETTERS;
    }
  }

  /** The outboxes of its service's table, read page by page. */
  record Outboxes() implements Need {
    @Override
    public String variable() {
      return Platform.TABLE;
    }
  }

  /** A secret, read-only. */
  record SecretValue(Secret secret) implements Need {
    @Override
    public String variable() {
      return secret.variable();
    }
  }

  /** The address under which people reach the suite, to make links. */
  record PublicAddress() implements Need {
    @Override
    public String variable() {
      return Platform.PUBLIC_ADDRESS;
    }
  }

  /** A text that depends on where the function runs. */
  record Text(String variable, String onAws, String local) implements Need {}

  /**
   * A text that whoever deploys or starts the suite may choose.
   *
   * @param key what they call it
   * @param usual what it is on AWS unless they say otherwise; without it the local suite sets no
   *     variable
   */
  record Choice(String variable, String key, String usual) implements Need {}
}
