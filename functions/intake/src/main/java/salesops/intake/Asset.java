package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.model.Digests;
import salesops.pages.PageFile;
import salesops.runtime.http.Responses;

/** A file that pages load from here, so that no page needs anything inline or of third parties. */
enum Asset {
  /** Of all pages, not only of those that are made here. */
  STYLE(PageFile.STYLE),
  /** Of all pages, too. */
  ICON(PageFile.ICON),
  FORM_SCRIPT("form.js"),
  /** For pages elsewhere that embed a form: its address must stay as it is. */
  EMBED_SCRIPT("embed.js");

  /** Parameter with the version of the content. */
  static final String VERSION = "v";

  private static final int YEAR_SECONDS = 31_536_000;
  private static final int UNVERSIONED_SECONDS = 3_600;

  private final String file;
  private final String type;
  private final String text;
  private final String version;

  Asset(PageFile file) {
    this(file.file(), file.type(), file.text());
  }

  Asset(String script) {
    this(script, "text/javascript; charset=utf-8", Resource.text("assets/" + script));
  }

  Asset(String file, String type, String text) {
    this.file = file;
    this.type = type;
    this.text = text;
    this.version = Digests.of(text);
  }

  static Optional<Asset> named(String file) {
    return Stream.of(values()).filter(a -> a.file.equals(file)).findFirst();
  }

  /** Name with the version: another content has another address. */
  String address() {
    return file + "?" + VERSION + "=" + version;
  }

  /** Kept for good by browsers that ask for this very version. */
  APIGatewayV2HTTPResponse response(Map<String, String> query) {
    boolean exact = version.equals(query.get(VERSION));
    String caching =
        exact
            ? "public, max-age=" + YEAR_SECONDS + ", immutable"
            : "public, max-age=" + UNVERSIONED_SECONDS;
    return Responses.of(
        200,
        type,
        text,
        // Pages of other origins load the embedding script even where they isolate themselves.
        Map.of("cache-control", caching, "cross-origin-resource-policy", "cross-origin"));
  }
}
