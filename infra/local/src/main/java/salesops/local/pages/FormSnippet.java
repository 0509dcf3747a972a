package salesops.local.pages;

import static j2html.TagCreator.iframe;
import static j2html.TagCreator.script;

import salesops.model.settings.Form;

/** What a company pastes into a page of its own to show a form there. */
public final class FormSnippet {
  /** Height in pixels until the form says how high it is, and where scripts do not run. */
  private static final int HEIGHT_PIXELS = 1_100;

  private FormSnippet() {}

  /** Where the form is. */
  public static String address(String api, Form form) {
    return api + "/forms/" + form.id();
  }

  /**
   * The frame works without the script, which only fits its height.
   *
   * @param api address of the HTTP API without a slash at its end
   */
  public static String of(String api, Form form) {
    return iframe()
            .withSrc(address(api, form))
            .withTitle(form.title())
            .withWidth("100%")
            .withHeight(Integer.toString(HEIGHT_PIXELS))
            .withStyle("border:0")
            .render()
        + "\n"
        + script().withSrc(api + "/assets/embed.js").isAsync().render()
        + "\n";
  }
}
