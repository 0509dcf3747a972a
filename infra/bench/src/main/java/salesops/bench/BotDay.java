package salesops.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import salesops.bench.Visit.Habit;
import salesops.bench.Visit.Kind;

/** A seeded day of visits to one form. What people do is assumed as the README beside says. */
final class BotDay {
  private static final double BOTS = 0.3;
  private static final int PEAK_PER_SECOND = 20;
  private static final int PEAKS = 3;
  private static final int PEAK_SECONDS = 200;
  private static final int OFFICE_GROUPS = 3;
  private static final int OFFICE_PEOPLE = 12;
  private static final int SHARED_ADDRESSES = 1_500;
  private static final long HOUR = 3_600_000;

  /** Leads for each hour of the day, in proportion. */
  private static final int[] HOURS = {
    1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 13, 15, 17, 17, 14, 10, 7, 6, 5, 4, 3, 2
  };

  private static final String[] SHORT = {
    "Please call me back", "I would like a demo", "Pricing please", "Hello", "Need a quote", "test"
  };

  private static final String[] WORDS =
      ("our team of reps loses leads every week because nobody answers we use a spreadsheet and want"
              + " fair routing by country before January can you connect to HubSpot budget is"
              + " approved for spring please show how quotas and forecasts work with two offices in"
              + " Leeds Lyon Graz Oslo Porto and partners who sell insurance software machines energy"
              + " logistics health data security audit training support pilots renewal growth")
          .split(" ");

  private final Random random;
  private final List<Visit> visits = new ArrayList<>();

  private BotDay(long seed) {
    this.random = new Random(seed);
  }

  static List<Visit> of(long seed, int leads) {
    BotDay day = new BotDay(seed);
    int bots = (int) (leads * BOTS);
    day.people(leads - bots);
    List<Kind> kinds =
        List.of(Kind.SCRIPTED, Kind.HEADLESS, Kind.REPLAYED, Kind.DISTRIBUTED, Kind.DISPOSABLE);
    for (int i = 0; i < bots; i++) {
      day.bot(kinds.get(i % kinds.size()), i);
    }
    for (int i = 0; i < leads / 50; i++) {
      day.bot(Kind.QUIET, bots + i);
    }
    day.visits.sort(Comparator.comparingLong(v -> v.openedMillis() + v.fillMillis()));
    return day.visits;
  }

  private void people(int count) {
    int inPeaks = (int) Math.min(count / 2.0, PEAKS * PEAK_SECONDS * PEAK_PER_SECOND * (1 - BOTS));
    for (int i = 0; i < count; i++) {
      boolean peak = i < inPeaks;
      person(i, peak ? peakMillis() : anyMillis(), personsAddress());
    }
    for (int office = 0; office < OFFICE_GROUPS; office++) {
      // Colleagues who were told of it in one meeting.
      long at = (9 + office * 3) * HOUR;
      for (int i = 0; i < OFFICE_PEOPLE; i++) {
        person(
            count + office * OFFICE_PEOPLE + i, at + random.nextInt(300_000), "192.0.2." + office);
      }
    }
  }

  private long anyMillis() {
    int total = 0;
    for (int weight : HOURS) {
      total += weight;
    }
    int at = random.nextInt(total);
    int hour = 0;
    while (at >= HOURS[hour]) {
      at -= HOURS[hour++];
    }
    return hour * HOUR + random.nextInt((int) HOUR);
  }

  private long peakMillis() {
    return (10 + 2L * random.nextInt(PEAKS)) * HOUR + random.nextInt(PEAK_SECONDS * 1_000);
  }

  private String personsAddress() {
    return chance(0.1)
        ? "198.18." + random.nextInt(SHARED_ADDRESSES) / 250 + "." + random.nextInt(250)
        : address(100);
  }

  private String address(int first) {
    return first
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256);
  }

  private void person(int number, long millis, String address) {
    Map<String, String> fields = new HashMap<>();
    String domain =
        chance(0.12)
            ? "gmail.com"
            : chance(0.001) ? "mailinator.com" : "firm" + number % 20_000 + ".de";
    fields.put("email", "p" + number + "@" + domain);
    fields.put("name", chance(0.0005) ? "www.firm" + number + ".com" : "Person Number" + number);
    fields.put("company", "Firm " + number % 20_000);
    fields.put("country", "DE");
    double kind = random.nextDouble();
    if (kind < 0.25) {
      fields.put("message", SHORT[random.nextInt(SHORT.length)]);
    } else if (kind < 0.255) {
      fields.put(
          "message",
          "As suggested in your newsletter I ask for the offer number "
              + (char) ('a' + random.nextInt(26))
              + (char) ('a' + random.nextInt(2)));
    } else if (kind < 0.6) {
      fields.put("message", ownWords());
    }
    double habit = random.nextDouble();
    visits.add(
        new Visit(
            Kind.HONEST,
            millis,
            fillMillis(),
            address,
            fields,
            chance(0.2),
            habit < 0.02
                ? Habit.DOUBLE_CLICK
                : habit < 0.03 ? Habit.EDITS : habit < 0.034 ? Habit.LEAVES_OPEN : Habit.ONCE));
  }

  /** Half a minute or so; few are helped by the browser; hardly anybody is below three seconds. */
  private long fillMillis() {
    if (chance(0.001)) {
      return 1_500L + random.nextInt(1_500);
    }
    return chance(0.03)
        ? 3_100L + random.nextInt(3_000)
        : (long) Math.clamp(40_000 * Math.exp(0.6 * random.nextGaussian()), 3_100, 1_800_000);
  }

  private String ownWords() {
    StringBuilder text = new StringBuilder();
    int words = 10 + random.nextInt(20);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }

  private void bot(Kind kind, int number) {
    Map<String, String> fields = new HashMap<>();
    fields.put("name", "Alex Generated");
    fields.put("company", "Business " + number);
    fields.put("country", "US");
    fields.put("email", "b" + number + "@" + botDomain(kind, number));
    fields.put("message", botMessage(kind));
    String address =
        switch (kind) {
          case SCRIPTED -> "45.0.0." + random.nextInt(3);
          case HEADLESS -> "46.0.0." + random.nextInt(60);
          case REPLAYED -> "47.0.0." + random.nextInt(20);
          case DISTRIBUTED, DISPOSABLE, QUIET, HONEST -> address(50);
        };
    visits.add(
        new Visit(
            kind,
            random.nextInt((int) (24 * HOUR)),
            kind == Kind.SCRIPTED || kind == Kind.REPLAYED ? 0 : 4_000 + random.nextInt(16_000),
            address,
            fields,
            true,
            Habit.ONCE));
  }

  private String botDomain(Kind kind, int number) {
    return switch (kind) {
      case DISPOSABLE -> chance(0.1) ? "throw" + number + ".com" : "mailinator.com";
      case HEADLESS -> "gmail.com";
      default -> "business" + number + ".com";
    };
  }

  /** The same few texts, with other numbers and links each time. */
  private String botMessage(Kind kind) {
    int texts =
        switch (kind) {
          case HEADLESS, DISTRIBUTED -> 10;
          case DISPOSABLE -> 4;
          case SCRIPTED, REPLAYED, HONEST -> 1;
          case QUIET -> 0;
        };
    return texts == 0
        ? ownWords()
        : String.format(
            Locale.ROOT,
            "%s offer%s brings %d new customers to your website every month, see https://x%d.example/%d",
            kind,
            (char) ('a' + random.nextInt(texts)),
            random.nextInt(10_000),
            random.nextInt(1_000),
            random.nextInt());
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
