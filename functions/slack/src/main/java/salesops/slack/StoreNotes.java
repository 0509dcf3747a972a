package salesops.slack;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.slack.Announcements.Announcement;

/** Stores a row for each channel that hears of an event. */
final class StoreNotes {
  /** Channels remembered as known. */
  private static final int KNOWN_MAX = 10_000;

  private final SlackStore store;
  private final Set<Channel> known = ConcurrentHashMap.newKeySet();

  StoreNotes(SlackStore store) {
    this.store = store;
  }

  /** What became of an event. */
  enum Outcome {
    STORED,
    DUPLICATE,
    NOBODY_TO_TELL
  }

  Outcome store(Envelope<?> event, List<Announcement> announcements, Instant now) {
    RowKey key = RowKey.of(event.meta().occurredAt(), event.meta().eventId());
    Outcome outcome = announcements.isEmpty() ? Outcome.NOBODY_TO_TELL : Outcome.DUPLICATE;
    for (Announcement announcement : announcements) {
      know(announcement.channel());
      if (store.add(announcement.channel(), key, announcement.note(), counted(announcement, now))) {
        outcome = Outcome.STORED;
      }
    }
    return outcome;
  }

  private static @Nullable Counted counted(Announcement announcement, Instant now) {
    Fact fact = announcement.fact();
    return fact == null ? null : new Counted(now, fact.text());
  }

  /** Before its first row, so that a sweep finds the channel even if nobody is woken for it. */
  private void know(Channel channel) {
    if (known.contains(channel)) {
      return;
    }
    if (store.find(channel).isEmpty()) {
      store.replace(ChannelState.of(channel)); // if another was first, it is known as well
    }
    if (known.size() >= KNOWN_MAX) {
      known.clear();
    }
    known.add(channel);
  }
}
