package salesops.e2e.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One suite, a website that may embed its form, and this machine's Chromium for all tests of a
 * class, which is skipped where there is none. Profiles end with their test.
 */
@NullUnmarked // what is made before all tests
final class InChromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private EmbeddingSite site;
  private FormSuite suite;
  private Chromium chromium;
  private final List<BrowserContext> profiles = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> executable = Chromium.installed();
    assumeTrue(
        executable.isPresent(),
        "no Chromium on PATH: nothing is tried in a browser (apt-get install chromium)");
    site = new EmbeddingSite();
    suite = FormSuite.start(site.origin());
    chromium = Chromium.start(executable.get());
  }

  FormSuite suite() {
    return suite;
  }

  EmbeddingSite site() {
    return site;
  }

  /** An empty page of a fresh profile. */
  Page page(Browser.NewContextOptions options) {
    BrowserContext profile = chromium.profile(options);
    profiles.add(profile);
    return profile.newPage();
  }

  Page open(Browser.NewContextOptions options, String address) {
    Page page = page(options);
    page.navigate(address);
    return page;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    profiles.forEach(BrowserContext::close);
    profiles.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
    if (suite != null) {
      suite.close();
    }
    if (site != null) {
      site.close();
    }
  }
}
