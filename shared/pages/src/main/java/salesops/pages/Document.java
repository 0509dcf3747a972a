package salesops.pages;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole page: works without scripts, loads nothing but {@link PageFile}s, and nothing inline, so
 * that it works under a policy of {@code default-src 'self'}.
 *
 * @param title of the window
 * @param language as a tag, such as {@code en}
 * @param direction {@code ltr} or {@code rtl}
 * @param width of what it shows
 * @param extras what else it loads
 * @param top what stands above its content, such as ways to other pages
 * @param content with the page's only {@code h1}
 */
public record Document(
    String title,
    String language,
    String direction,
    Width width,
    List<DomContent> extras,
    List<DomContent> top,
    List<DomContent> content) {

  /**
   * Headers of a page whose address is a permission, or names a lead: neither is for others to see,
   * to keep or to frame.
   */
  public static final Map<String, String> PRIVATE =
      Map.of(
          "content-type",
          "text/html; charset=utf-8",
          "content-language",
          "en",
          "cache-control",
          "no-store",
          "content-security-policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "referrer-policy",
          "no-referrer",
          "x-content-type-options",
          "nosniff",
          "x-robots-tag",
          "noindex, nofollow");

  /** How much of a wide screen a page takes. */
  public enum Width {
    /** A form. */
    NARROW,
    /** Text and small tables. */
    MIDDLE,
    /** Long lists. */
    WIDE
  }

  public Document {
    extras = List.copyOf(extras);
    top = List.copyOf(top);
    content = List.copyOf(content);
  }

  /** A page in English under a heading, which is its title too. */
  public static Document english(String heading, Width width, List<DomContent> content) {
    return new Document(
        heading + " · Salesops",
        "en",
        "ltr",
        width,
        List.of(),
        List.of(),
        Stream.concat(Stream.of(h1(heading).attr("dir", "auto")), content.stream()).toList());
  }

  /** The same page with something above its content. */
  public Document under(DomContent... top) {
    return new Document(title, language, direction, width, extras, List.of(top), content);
  }

  /** The same page with another title. */
  public Document titled(String title) {
    return new Document(title, language, direction, width, extras, top, content);
  }

  /** The same page with something else to load. */
  public Document loading(DomContent... extras) {
    return new Document(title, language, direction, width, List.of(extras), top, content);
  }

  /** The markup. */
  public String markup() {
    return document(
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    j2html.TagCreator.title(title),
                    link().withRel("stylesheet").withHref(PageFile.STYLE.address()),
                    link()
                        .withRel("icon")
                        .withType(PageFile.ICON.type())
                        .withHref(PageFile.ICON.address()),
                    each(extras, part -> part)),
                body(
                    each(top, part -> part),
                    main().with(content).withClass(width.name().toLowerCase(Locale.ROOT))))
            .withLang(language)
            .withDir(direction));
  }
}
