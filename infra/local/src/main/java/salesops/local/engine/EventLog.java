package salesops.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;

/**
 * A log of all events put on the bus, in order. It is in a temporary file that has no name while it
 * is open, so it uses no heap and leaves nothing on disk.
 */
final class EventLog implements AutoCloseable {
  /** Maximum number of events: enough for 20,000 leads with ten events each. */
  static final int EVENTS_MAX = 200_000;

  private final FileChannel file;
  private final long[] ends = new long[EVENTS_MAX];
  private int size;
  private boolean overflowed;

  EventLog() {
    try {
      Path path = Files.createTempFile("salesops-events", null);
      // On Unix the name is removed as soon as the file is open, so even a killed process leaves
      // none.
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void add(BusEvent event) {
    if (size == EVENTS_MAX) {
      overflowed = true;
      return;
    }
    byte[] line =
        String.join("\n", event.at().toString(), event.source(), event.type(), event.detail())
            .getBytes(StandardCharsets.UTF_8);
    long start = size == 0 ? 0 : ends[size - 1];
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes, start + bytes.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends[size++] = start + line.length;
  }

  /**
   * Returns a view of the events so far.
   *
   * @throws IllegalStateException if there were more than {@link #EVENTS_MAX}
   */
  synchronized List<BusEvent> all() {
    if (overflowed) {
      throw new IllegalStateException("more than " + EVENTS_MAX + " events were put on the bus");
    }
    int count = size;
    return new AbstractList<>() {
      @Override
      public BusEvent get(int index) {
        java.util.Objects.checkIndex(index, count);
        return read(index);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  private BusEvent read(int index) {
    // Written before the view was created and never changed, so no lock is needed.
    long start = index == 0 ? 0 : ends[index - 1];
    ByteBuffer bytes = ByteBuffer.allocate((int) (ends[index] - start));
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, start + bytes.position()) < 0) {
          throw new IllegalStateException("the event log is shorter than it was");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] parts = new String(bytes.array(), StandardCharsets.UTF_8).split("\n", 4);
    return new BusEvent(parts[1], parts[2], parts[3], Instant.parse(parts[0]));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
