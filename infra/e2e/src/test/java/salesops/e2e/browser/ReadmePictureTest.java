package salesops.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes the README's picture anew: the form that somebody fills in, beside the Slack inbox. */
@EnabledIfSystemProperty(
    named = "picture",
    matches = ".+",
    disabledReason = "the README's picture is made by -Dpicture=FILE.png only")
class ReadmePictureTest {
  private static final int HEIGHT_PIXELS = 1_060;
  private static final int FORM_PIXELS = 560;
  private static final int SLACK_PIXELS = 820;
  private static final int GAP_PIXELS = 24;
  private static final Color BACKGROUND = new Color(0xE6E9EE);

  /** More than that and the README is slow to open. */
  private static final int BYTES_MAX = 300 * 1024;

  @Test
  void showsTheFormBesideTheInbox() throws IOException {
    try (FormSuite suite = FormSuite.start("https://northwind.example");
        Chromium chromium = Chromium.start(Chromium.installed().orElseThrow())) {
      BufferedImage form = form(chromium, suite);
      suite.awaitSlack();
      BufferedImage slack = slack(chromium, suite);
      Path file = Path.of(System.getProperty("picture")).toAbsolutePath();
      Files.createDirectories(file.getParent());
      ImageIO.write(beside(form, slack), "png", file.toFile());
      assertTrue(Files.size(file) <= BYTES_MAX, Files.size(file) + " bytes");
    }
  }

  private static Page open(Chromium chromium, int width, String address) {
    BrowserContext profile =
        chromium.profile(
            new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(width, HEIGHT_PIXELS));
    Page page = profile.newPage();
    page.navigate(address);
    return page;
  }

  private static BufferedImage form(Chromium chromium, FormSuite suite) throws IOException {
    Page page = open(chromium, FORM_PIXELS, suite.url() + "/forms/demo");
    Claire.fillsIn(page, "claire.martin@assurance-lyon.example");
    page.getByLabel("How can we help?").fill(Claire.MESSAGE + " Could you show us yours?");
    BufferedImage picture = picture(page);
    suite.letTimePass();
    page.locator("button").click();
    assertThat(page.locator(".thanks")).isVisible();
    return picture;
  }

  private static BufferedImage slack(Chromium chromium, FormSuite suite) throws IOException {
    Page page = open(chromium, SLACK_PIXELS, suite.url() + "/slack");
    assertThat(page.locator(".message").first()).isVisible();
    return picture(page);
  }

  private static BufferedImage picture(Page page) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
  }

  private static BufferedImage beside(BufferedImage left, BufferedImage right) {
    BufferedImage both =
        new BufferedImage(
            left.getWidth() + right.getWidth() + 3 * GAP_PIXELS,
            HEIGHT_PIXELS + 2 * GAP_PIXELS,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = both.createGraphics();
    canvas.setColor(BACKGROUND);
    canvas.fillRect(0, 0, both.getWidth(), both.getHeight());
    canvas.drawImage(left, GAP_PIXELS, GAP_PIXELS, null);
    canvas.drawImage(right, left.getWidth() + 2 * GAP_PIXELS, GAP_PIXELS, null);
    canvas.dispose();
    return both;
  }
}
