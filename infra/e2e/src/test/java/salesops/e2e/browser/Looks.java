package salesops.e2e.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/** How people look at pages, and what can be said of a page that is looked at. */
final class Looks {
  /** Least width and height of what fingers must hit, in CSS pixels. */
  private static final int TARGET_PIXELS_MIN = 44;

  private Looks() {}

  static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 900);
  }

  static Browser.NewContextOptions phone() {
    return desktop().setViewportSize(360, 740).setIsMobile(true).setHasTouch(true);
  }

  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
  }

  /** Opens a page and waits for its icon, too, which browsers ask for last. */
  static void loadWhole(Page page, String address) {
    page.waitForResponse(
        response -> response.url().contains("/icon.svg"), () -> page.navigate(address));
  }

  /** Nothing to scroll sideways, nothing too small to hit; links within a text may be small. */
  static void fitsTheScreen(Page page) {
    assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"));
    Locator targets =
        page.locator(
            "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not(#f-trap), select,"
                + " textarea, button, a:not(td a), .consent label, .choice");
    // In one call: a page of messages has hundreds of buttons.
    Object small =
        targets.evaluateAll(
            "(all, least) => all.map(e => [e.outerHTML, e.getBoundingClientRect()])"
                + ".filter(([html, box]) => box.height < least || box.width < least)"
                + ".map(([html, box]) => html + ' is ' + box.width + ' × ' + box.height)",
            TARGET_PIXELS_MIN);
    assertEquals(List.of(), small);
  }

  /** What axe finds hard to use. */
  static List<String> violations(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(v -> v.getId() + ": " + v.getHelp() + " " + v.getNodes().getFirst().getHtml())
            .toList();
  }

  /** What has the focus: its id, else its name, else its tag. */
  static String focused(Page page) {
    return (String)
        page.evaluate(
            "(e => e.id || e.getAttribute('name') || e.tagName.toLowerCase())"
                + "(document.activeElement)");
  }

  /** Whether what has the focus shows it. */
  static boolean showsFocus(Page page) {
    return "solid 3px"
        .equals(
            page.evaluate(
                "(s => s.outlineStyle + ' ' + s.outlineWidth)"
                    + "(getComputedStyle(document.activeElement))"));
  }
}
