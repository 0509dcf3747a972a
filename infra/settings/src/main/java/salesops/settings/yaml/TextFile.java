package salesops.settings.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Reads a file as text, or says why not. */
public final class TextFile {
  private TextFile() {}

  /** The text without byte order mark; empty after an error, which stands at {@code asked}. */
  public static Optional<String> read(Folder folder, String name, Place asked, Problems problems) {
    try {
      byte[] bytes = folder.read(name);
      if (bytes.length > Folder.BYTES_MAX) {
        problems.error(
            asked,
            "the file is larger than " + Folder.BYTES_MAX / 1024 / 1024 + " MB",
            "leave out what the product does not need");
        return Optional.empty();
      }
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (NoSuchFileException e) {
      problems.error(asked, "there is no file " + name, "names are relative to the settings file");
    } catch (CharacterCodingException e) {
      problems.error(asked, name + " is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      problems.error(asked, name + " cannot be read: " + e.getMessage(), null);
    }
    return Optional.empty();
  }
}
