package salesops.cli.console;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** What the operator says to a question. */
public enum Reply {
  YES,
  NO,
  NOBODY_THERE;

  /** Asks at the terminal, if there is one; anything but yes is no. */
  public static Reply atTerminal(String question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readLine("%s [y/N] ", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y") ? YES : NO)
        .orElse(NOBODY_THERE);
  }
}
