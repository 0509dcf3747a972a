package salesops.settings.read;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.model.settings.Form;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Reads {@code forms.X.guard}: what keeps bots from the reps. */
final class GuardReader {
  static final Keys KEYS =
      Keys.of("minFill", "perAddress", "perForm", "freeMail", "disposableMail");

  /** Nobody takes longer for a form of a few fields without being a person. */
  private static final int MIN_FILL_SECONDS_MAX = 60;

  private static final int RATE_MAX = 1_000_000;
  private static final int WINDOW_HOURS_MAX = 24;

  private static final Pattern SECONDS = Pattern.compile("(0|[1-9][0-9]{0,2})s");
  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,6})/([1-9][0-9]{0,4})([smh])");

  private static final Map<String, Form.Mail> MAIL =
      Map.of(
          "accept", Form.Mail.ACCEPT,
          "quarantine", Form.Mail.QUARANTINE,
          "reject", Form.Mail.REJECT);

  private GuardReader() {}

  static Form.Guard read(Section guard) {
    Form.Guard usual = Form.Guard.USUAL;
    return new Form.Guard(
        guard.value("minFill", GuardReader::millis).orElse(usual.minFillMillis()),
        guard.value("perAddress", GuardReader::rate).orElse(usual.perAddress()),
        guard.value("perForm", GuardReader::rate).orElse(usual.perForm()),
        guard.value("freeMail", Values.oneOf(MAIL)).orElse(usual.freeMail()),
        guard.value("disposableMail", Values.oneOf(MAIL)).orElse(usual.disposableMail()));
  }

  private static int millis(String text) {
    Matcher match = SECONDS.matcher(text);
    if (!match.matches()) {
      throw new Malformed(Values.quoted(text) + " is no time in seconds", "write seconds: 3s");
    }
    int seconds = Integer.parseInt(match.group(1));
    if (seconds > MIN_FILL_SECONDS_MAX) {
      throw new Malformed(
          text + " would keep back people, too", "at most " + MIN_FILL_SECONDS_MAX + "s");
    }
    return seconds * 1_000;
  }

  private static Form.Rate rate(String text) {
    Matcher match = RATE.matcher(text);
    if (!match.matches()) {
      throw new Malformed(
          Values.quoted(text) + " is no rate", "write how many in what time: 5/10m, 300/1h");
    }
    int count = Integer.parseInt(match.group(1));
    long seconds = Long.parseLong(match.group(2)) * seconds(match.group(3));
    if (count > RATE_MAX || seconds > WINDOW_HOURS_MAX * 3_600L) {
      throw new Malformed(
          Values.quoted(text) + " is out of range",
          "at most " + RATE_MAX + " in at most " + WINDOW_HOURS_MAX + "h");
    }
    return new Form.Rate(count, (int) seconds);
  }

  private static int seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      default -> throw new IllegalStateException("the pattern knows no other unit");
    };
  }
}
