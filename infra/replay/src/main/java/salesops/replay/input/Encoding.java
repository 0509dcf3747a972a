package salesops.replay.input;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** The encoding of a text file, recognized from its bytes. */
final class Encoding {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private Encoding() {}

  /**
   * UTF-16 by its byte-order mark, or by the zeros that Latin letters have in it; UTF-8 if all of
   * the file is; else Windows-1252.
   *
   * @throws IllegalArgumentException when the file is a spreadsheet or another archive
   */
  static Charset of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(4);
    }
    int first = head.length < 2 ? 0 : ((head[0] & 0xff) << 8) | (head[1] & 0xff);
    return switch (first) {
      case 0xfeff -> UTF_16BE;
      case 0xfffe -> UTF_16LE;
      case ('P' << 8) | 'K' ->
          throw new IllegalArgumentException(file + ": not CSV; save the spreadsheet as CSV");
      default -> {
        if (head.length == 4 && head[1] == 0 && head[3] == 0) {
          yield UTF_16LE;
        }
        if (head.length == 4 && head[0] == 0 && head[2] == 0) {
          yield UTF_16BE;
        }
        yield isUtf8(file) ? UTF_8 : WINDOWS_1252;
      }
    };
  }

  private static boolean isUtf8(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
      in.transferTo(Writer.nullWriter());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
