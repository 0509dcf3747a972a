package salesops.slack;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.slack.SlackMessage.Block;
import salesops.slack.SlackMessage.Button;
import salesops.slack.SlackStore.Pending;

/** Notes as Slack messages: one alone, several as a digest. */
final class Messages {
  /** From this many waiting rows on a channel gets a digest instead of message after message. */
  static final int DIGEST_FROM = 4;

  /** Rows of one digest: what one batch write marks as sent. */
  static final int DIGEST_ROWS_MAX = DynamoSlackStore.BATCH_MAX;

  /** Slack refuses blocks of some 13,200 characters together; it publishes no figure. */
  static final int BLOCKS_CHARS_MAX = 12_000;

  /** Headlines that the notification of a digest shows. */
  private static final int PREVIEWED_MAX = 3;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private Messages() {}

  /** The first of the waiting rows that go out together. */
  static List<Pending> batch(List<Pending> waiting) {
    if (waiting.size() < DIGEST_FROM) {
      return waiting.subList(0, 1);
    }
    int count = Math.min(waiting.size(), DIGEST_ROWS_MAX);
    while (count > 1
        && Json.text(digestBlocks(waiting.subList(0, count))).length() > BLOCKS_CHARS_MAX) {
      count--;
    }
    return waiting.subList(0, count);
  }

  static SlackMessage of(String channel, List<Pending> batch, Instant now) {
    if (batch.size() > 1) {
      String preview =
          batch.stream()
              .limit(PREVIEWED_MAX)
              .map(row -> row.note().headline())
              .collect(Collectors.joining("; "));
      return new SlackMessage(channel, batch.size() + " messages: " + preview, digestBlocks(batch));
    }
    Note note = batch.getFirst().note();
    return new SlackMessage(channel, note.headline(), blocks(note, now));
  }

  /** For Slack refusing the message itself: the bare facts, not a word by a stranger. */
  static SlackMessage plain(String channel, List<Pending> batch) {
    String leads = batch.stream().map(row -> row.note().leadId()).collect(Collectors.joining(", "));
    return new SlackMessage(
        channel, "News of " + leads + ". Slack refused the full message.", List.of());
  }

  private static List<Block> blocks(Note note, Instant now) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.section(note.headline(), null));
    if (note.quote() != null) {
      blocks.add(Block.section("“" + note.quote() + "”", null));
    }
    String facts =
        Stream.of(text(note.why()), reach(note, now), text(note.path()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    if (!facts.isEmpty()) {
      blocks.add(Block.section(facts, null));
    }
    if (note.since() != null) {
      blocks.add(Block.context(note.since()));
    }
    Button open = open(note);
    if (open != null) {
      blocks.add(Block.actions(open));
    }
    return blocks;
  }

  private static String reach(Note note, Instant now) {
    String zone = note.zone();
    if (note.reach() == null || zone == null) {
      return text(note.reach());
    }
    return note.reach() + " · " + CLOCK.format(now.atZone(ZoneId.of(zone))) + " there now";
  }

  private static List<Block> digestBlocks(List<Pending> rows) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.context(rows.size() + " messages in one, oldest first"));
    for (Pending row : rows) {
      Note note = row.note();
      String reach = note.reach() == null ? "" : "\n" + note.reach();
      blocks.add(Block.section(note.headline() + reach, open(note)));
    }
    return blocks;
  }

  private static @Nullable Button open(Note note) {
    String link = note.link();
    if (link == null || link.length() > SlackMessage.URL_MAX || !link.matches("https?://.+")) {
      return null;
    }
    return Button.open(link);
  }

  private static String text(@Nullable String line) {
    return line == null ? "" : line;
  }
}
