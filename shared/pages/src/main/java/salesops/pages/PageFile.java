package salesops.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import salesops.model.Digests;

/** What every page loads: files, as a page with anything inline needs a laxer policy. */
public enum PageFile {
  STYLE("style.css", "text/css; charset=utf-8"),
  /** What a browser shows beside the title; without one it asks for a file that is not there. */
  ICON("icon.svg", "image/svg+xml");

  private final String file;
  private final String type;
  private final String text;
  private final String address;

  PageFile(String file, String type) {
    this.file = file;
    this.type = type;
    this.text = read(file);
    this.address = "../assets/" + file + "?v=" + Digests.of(text);
  }

  /** Name below {@code /assets/}. */
  public String file() {
    return file;
  }

  /** Media type. */
  public String type() {
    return type;
  }

  /** Its content. */
  public String text() {
    return text;
  }

  /**
   * Address for pages at the root or one folder deep, as the API may lie below a path; another
   * content has another address, so browsers keep it for good.
   */
  public String address() {
    return address;
  }

  private static String read(String file) {
    try (InputStream in = PageFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
