package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import salesops.intake.FormTokens.Check;
import salesops.model.Digests;
import salesops.model.Identity.MailKind;
import salesops.model.LeadField;
import salesops.model.Origin;
import salesops.model.settings.Form;

/**
 * Judges whether a submission looks like a bot's. A server key vouches for how a lead came, not for
 * what people typed; an operator's list is not judged.
 *
 * <p>A browser's post makes the same calls whether or not it looks like a bot's, so that the time
 * of an answer doesn't tell; only a form that is full is not counted further. Nothing here looks a
 * person up: no answer and no time says whether they are known.
 */
final class Guard {
  /** Persons who may send one long message through a form in a day. */
  static final int MESSAGE_PERSONS_MAX = 5;

  /** Shorter messages are what many people write; letters only. */
  static final int MESSAGE_LETTERS_MIN = 40;

  static final Duration MESSAGE_WINDOW = Duration.ofDays(1);

  /**
   * A form's count is sampled so that its maximum is this many writes: one item takes a thousand a
   * second, and the count is off by 3 % (standard deviation).
   */
  static final int FORM_STEPS = 1_000;

  private static final Pattern LINK =
      Pattern.compile(
          "https?:|www\\.|[a-z0-9]\\.(com|net|org|ru|xyz|info|top|shop|click)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private final Counters counters;
  private final RandomGenerator random;
  private final Map<String, Full> full = new ConcurrentHashMap<>();

  Guard(Counters counters, RandomGenerator random) {
    this.counters = counters;
    this.random = random;
  }

  /**
   * @param check of a browser's token
   * @param salt under which network addresses and messages are hashed
   */
  Set<Suspicion> judge(
      Admission admission, boolean trapped, Sender sender, Check check, Instant now, String salt) {
    Set<Suspicion> found = EnumSet.noneOf(Suspicion.class);
    if (sender.origin() == Origin.IMPORT) {
      return found;
    }
    content(admission, found);
    if (sender.origin() == Origin.BROWSER) {
      token(admission.form().guard(), check, found);
      if (trapped) {
        found.add(Suspicion.HONEYPOT);
      }
      counts(admission, sender, now, salt, found);
    }
    return found;
  }

  private static void content(Admission admission, Set<Suspicion> found) {
    Form.Guard rules = admission.form().guard();
    MailKind mail = admission.identity().mail();
    if (mail == MailKind.DISPOSABLE && rules.disposableMail() == Form.Mail.QUARANTINE) {
      found.add(Suspicion.DISPOSABLE_MAIL);
    }
    if (mail == MailKind.FREE && rules.freeMail() == Form.Mail.QUARANTINE) {
      found.add(Suspicion.FREE_MAIL);
    }
    if (LINK.matcher(value(admission, LeadField.NAME)).find()) {
      found.add(Suspicion.LINKS_IN_NAME);
    }
  }

  private static void token(Form.Guard rules, Check check, Set<Suspicion> found) {
    switch (check) {
      case Check.Valid valid -> {
        if (!valid.renewed() && valid.age().toMillis() < rules.minFillMillis()) {
          found.add(Suspicion.TOO_FAST);
        }
      }
      case Check.Missing _ -> found.add(Suspicion.NO_TOKEN);
      case Check.Expired _ -> found.add(Suspicion.EXPIRED_TOKEN);
      case Check.Invalid _ -> found.add(Suspicion.INVALID_TOKEN);
      // Losing an honest lead because a key cannot be read is worse than letting a bot's pass.
      case Check.Unknown _ -> {}
    }
  }

  private void counts(
      Admission admission, Sender sender, Instant now, String salt, Set<Suspicion> found) {
    Form form = admission.form();
    String address = sender.address();
    if (address != null && !countAddress(form, Digests.keyed(salt, "address:" + address), now)) {
      found.add(Suspicion.ADDRESS_LIMIT);
    }
    String letters = letters(value(admission, LeadField.MESSAGE));
    if (letters.length() >= MESSAGE_LETTERS_MIN
        && !admitMessage(admission, Digests.keyed(salt, "message:" + letters), now)) {
      found.add(Suspicion.REPEATED_MESSAGE);
    }
    if (!countForm(form, !found.isEmpty(), now)) {
      found.add(Suspicion.FORM_LIMIT);
    }
  }

  private boolean countAddress(Form form, String address, Instant now) {
    Form.Rate rate = form.guard().perAddress();
    Window window = Window.at(now, rate.windowSeconds());
    return counters.count(
        "a#" + form.id() + "#" + address + "#" + window.number(), 1, rate.count(), window.end());
  }

  /** The same text from one person again is a person who tries again. */
  private boolean admitMessage(Admission admission, String message, Instant now) {
    Window window = Window.at(now, MESSAGE_WINDOW.toSeconds());
    return counters.admit(
        "m#" + admission.form().id() + "#" + message + "#" + window.number(),
        admission.identity().primary().value(),
        MESSAGE_PERSONS_MAX,
        window.end());
  }

  /**
   * Only what is not suspicious uses up the form's share: else a flood would shut out the people.
   * The rest is counted beside it.
   */
  private boolean countForm(Form form, boolean suspicious, Instant now) {
    Form.Rate rate = form.guard().perForm();
    Window window = Window.at(now, rate.windowSeconds());
    Full asked = new Full(rate, window);
    if (!suspicious && asked.equals(full.get(form.id()))) {
      return false;
    }
    int step = Math.max(1, rate.count() / FORM_STEPS);
    if (random.nextInt(step) > 0) {
      return true;
    }
    String name = (suspicious ? "q#" : "f#") + form.id() + "#" + window.number();
    boolean room =
        counters.count(name, step, suspicious ? Integer.MAX_VALUE : rate.count(), window.end());
    if (!room && !suspicious) {
      // Until the window's end nobody has to be told again by the table.
      full.put(form.id(), asked);
    }
    return suspicious || room;
  }

  /** That a form takes no more at this rate in this window; another rate has to be tried. */
  private record Full(Form.Rate rate, Window window) {}

  /** Windows stand at fixed times: at their border up to twice the rate passes. */
  private record Window(long number, Instant end) {
    static Window at(Instant now, long seconds) {
      long number = now.getEpochSecond() / seconds;
      return new Window(number, Instant.ofEpochSecond((number + 1) * seconds));
    }
  }

  /** What stays the same when numbers, links and blanks are varied. */
  private static String letters(String message) {
    return NO_LETTERS
        .matcher(message.replaceAll("https?://\\S+", ""))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  private static String value(Admission admission, LeadField field) {
    return admission.fields().getOrDefault(field.jsonName(), "");
  }
}
