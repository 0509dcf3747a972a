package salesops.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import salesops.model.Digests;

/** The stylesheet of all pages: a file, as a page with anything inline needs a laxer policy. */
public final class Style {
  /** Name of the file below {@code /assets/}. */
  public static final String FILE = "style.css";

  /** Its content. */
  public static final String TEXT = text();

  private static final String ADDRESS = "../assets/" + FILE + "?v=" + Digests.of(TEXT);

  private Style() {}

  /**
   * Address for pages at the root or one folder deep, as the API may lie below a path; another
   * content has another address, so browsers keep it for good.
   */
  public static String address() {
    return ADDRESS;
  }

  private static String text() {
    try (InputStream in = Style.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FILE);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
