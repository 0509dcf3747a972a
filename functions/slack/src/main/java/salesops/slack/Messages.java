package salesops.slack;

import java.time.Duration;
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
import salesops.slack.Note.Kind;
import salesops.slack.SlackMessage.Block;
import salesops.slack.SlackMessage.Button;
import salesops.slack.SlackStore.Pending;

/** Notes as Slack messages: one alone, several as a digest. */
record Messages(Buttons buttons) {
  /** Rows of one digest: what one batch write marks as sent. */
  static final int DIGEST_ROWS_MAX = DynamoSlackStore.BATCH_MAX;

  /** Slack refuses blocks of some 13,200 characters together; it publishes no figure. */
  static final int BLOCKS_CHARS_MAX = 12_000;

  /** Headlines that the notification of a digest shows. */
  private static final int PREVIEWED_MAX = 3;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** The first of the waiting rows, as many as one message takes. */
  List<Pending> digest(Channel channel, List<Pending> waiting, Instant now) {
    int chars = Json.text(digestHead(DIGEST_ROWS_MAX)).length();
    int count = 0;
    for (Pending row : waiting.subList(0, Math.min(waiting.size(), DIGEST_ROWS_MAX))) {
      chars += Json.text(digestBlocks(channel, row, now)).length();
      if (count > 0 && chars > BLOCKS_CHARS_MAX) {
        break;
      }
      count++;
    }
    return waiting.subList(0, count);
  }

  /**
   * @param to id or name at Slack
   */
  SlackMessage of(Channel channel, String to, List<Pending> batch, Instant now) {
    if (batch.size() == 1) {
      Pending row = batch.getFirst();
      return new SlackMessage(to, headline(row, now), blocks(channel, row, now));
    }
    String preview =
        batch.stream()
            .limit(PREVIEWED_MAX)
            .map(row -> headline(row, now))
            .collect(Collectors.joining("; "));
    List<Block> blocks = new ArrayList<>(digestHead(batch.size()));
    batch.forEach(row -> blocks.addAll(digestBlocks(channel, row, now)));
    return new SlackMessage(to, batch.size() + " messages: " + preview, blocks);
  }

  /** For Slack refusing the message itself: the bare facts, not a word by a stranger. */
  static SlackMessage plain(String to, List<Pending> batch) {
    String subjects =
        batch.stream()
            .map(row -> row.note().subject())
            .filter(id -> !id.isEmpty())
            .collect(Collectors.joining(", "));
    return new SlackMessage(
        to,
        "News of "
            + (subjects.isEmpty() ? "the team" : subjects)
            + ". Slack refused the full message.",
        List.of());
  }

  /** A held lead's says for how long it waits by now. */
  private static String headline(Pending row, Instant now) {
    Kind kind = row.note().kind();
    if (kind == null || !kind.isHeld()) {
      return row.note().headline();
    }
    Duration waited = Duration.between(row.key().time(), now);
    String waiting = waited.compareTo(Duration.ofMinutes(1)) < 0 ? "" : " " + Elapsed.text(waited);
    return "🔴 Held" + waiting + ": " + row.note().headline();
  }

  private List<Block> blocks(Channel channel, Pending row, Instant now) {
    Note note = row.note();
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.section(headline(row, now), null));
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
    blocks.addAll(suspects(channel, row));
    List<Button> actions = buttons.of(channel, row);
    if (!actions.isEmpty()) {
      blocks.add(Block.actions(actions));
    }
    return blocks;
  }

  private List<Block> suspects(Channel channel, Pending row) {
    return row.note().suspects().stream()
        .map(
            suspect ->
                Block.section(
                    "Quarantined: " + suspect.who(), buttons.release(channel, row, suspect)))
        .toList();
  }

  private static String reach(Note note, Instant now) {
    String zone = note.zone();
    if (note.reach() == null || zone == null) {
      return text(note.reach());
    }
    return note.reach() + " · " + CLOCK.format(now.atZone(ZoneId.of(zone))) + " there now";
  }

  private static List<Block> digestHead(int rows) {
    return List.of(Block.context(rows + " messages in one, oldest first"));
  }

  private List<Block> digestBlocks(Channel channel, Pending row, Instant now) {
    Note note = row.note();
    String reach = note.reach() == null ? "" : "\n" + note.reach();
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.section(headline(row, now) + reach, buttons.first(channel, row).orElse(null)));
    blocks.addAll(suspects(channel, row));
    return blocks;
  }

  private static String text(@Nullable String line) {
    return line == null ? "" : line;
  }
}
