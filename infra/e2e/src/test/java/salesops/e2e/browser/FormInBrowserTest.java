package salesops.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.e2e.browser.Looks.desktop;
import static salesops.e2e.browser.Looks.fitsTheScreen;
import static salesops.e2e.browser.Looks.focused;
import static salesops.e2e.browser.Looks.loadWhole;
import static salesops.e2e.browser.Looks.phone;
import static salesops.e2e.browser.Looks.picture;
import static salesops.e2e.browser.Looks.showsFocus;
import static salesops.e2e.browser.Looks.violations;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadSubmitted;
import salesops.local.pages.FormSnippet;
import salesops.model.LeadField;

/** People and the hosted form, in the Chromium of this machine. */
class FormInBrowserTest {
  /** Everything the first view loads: page, style, script, icon. */
  private static final int FIRST_VIEW_BYTES_MAX = 50 * 1024;

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  @RegisterExtension static final InChromium BROWSER = new InChromium();

  private final FormSuite suite = BROWSER.suite();

  private Page open(Browser.NewContextOptions options, String path) {
    return BROWSER.open(options, suite.url() + path);
  }

  private static String newPerson() {
    return "claire" + PEOPLE.incrementAndGet() + "@assurance-lyon.example";
  }

  private void fill(Page page, String email) {
    Claire.fillsIn(page, email);
    suite.letTimePass();
  }

  private static Locator send(Page page) {
    return page.locator("button");
  }

  private static Locator thanks(Page page) {
    return page.getByText("We have received your message.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesALeadAndSaysWhatHappensNext(boolean scripts) {
    String email = newPerson();
    Page page = open(desktop().setJavaScriptEnabled(scripts), "/forms/demo?utm_campaign=autumn");
    picture(page, "form-desktop");
    fill(page, email);
    send(page).click();
    assertThat(thanks(page)).isVisible();
    picture(page, "thanks");
    LeadSubmitted lead = suite.leadsOf(email).getFirst();
    assertEquals("autumn", lead.lead().fields().get("campaign"));
    assertEquals("3", lead.lead().attributes().get("consentVersion"));
    assertEquals("en", lead.lead().attributes().get("language"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void showsWhatIsWrongAndKeepsWhatWasEntered(boolean scripts) {
    String email = newPerson();
    Page page = open(desktop().setJavaScriptEnabled(scripts), "/forms/demo");
    fill(page, "claire@");
    page.getByLabel("Company").fill("");
    send(page).click();
    assertThat(page.locator(".summary")).isFocused();
    picture(page, "errors");
    assertThat(page.locator("#f-email")).hasValue("claire@");
    assertThat(page.locator("#f-country")).hasValue("FR");
    assertThat(page.getByLabel("How can we help?")).hasValue(Claire.MESSAGE);
    assertThat(page.getByLabel("You may contact me")).not().isChecked();
    assertThat(page.locator("#f-email"))
        .hasAccessibleDescription("Please enter an address like name@company.com.");
    page.locator(".summary a").first().click();
    assertThat(page.locator("#f-email")).isFocused();
    fill(page, email);
    send(page).click();
    assertThat(thanks(page)).isVisible();
    assertEquals(1, suite.leadsOf(email).size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesOneLeadOfADoubleClick(boolean scripts) {
    String email = newPerson();
    Page page = open(desktop().setJavaScriptEnabled(scripts), "/forms/demo");
    fill(page, email);
    send(page).dblclick();
    assertThat(thanks(page)).isVisible();
    assertEquals(1, suite.leadsOf(email).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"я", "中"})
  void takesAMessageOfFullLengthInAnyAlphabet(String letter) {
    String email = newPerson();
    String message = letter.repeat(LeadField.MESSAGE.max());
    Page page = open(desktop(), "/forms/demo");
    fill(page, email);
    page.getByLabel("How can we help?").fill(message);
    send(page).click();
    assertThat(thanks(page)).isVisible();
    assertEquals(message, suite.leadsOf(email).getFirst().lead().fields().get("message"));
  }

  @Test
  void canBeFilledInFromTheKeyboardAlone() {
    String email = newPerson();
    Page page = open(desktop(), "/forms/demo");
    List<String> reached = new ArrayList<>();
    for (String text :
        List.of(email, "Claire Martin", "Assurance Lyon", "France", "340", "VP Risk", "Hello")) {
      page.keyboard().press("Tab");
      reached.add(focused(page));
      page.keyboard().type(text);
    }
    page.keyboard().press("Tab");
    reached.add(focused(page));
    page.keyboard().press("Space");
    page.keyboard().press("Tab");
    reached.add(focused(page));
    page.keyboard().press("Tab");
    reached.add(focused(page));
    assertEquals(
        List.of(
            "f-email",
            "f-name",
            "f-company",
            "f-country",
            "f-employees",
            "f-jobTitle",
            "f-message",
            "f-consent",
            "a",
            "button"),
        reached);
    suite.letTimePass();
    page.keyboard().press("Enter");
    assertThat(thanks(page)).isVisible();
    assertEquals("FR", suite.leadsOf(email).getFirst().lead().fields().get("country"));
  }

  @Test
  void showsWhereTheFocusIs() {
    Page page = open(desktop(), "/forms/demo");
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("Tab");
      assertTrue(showsFocus(page), focused(page));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 1280})
  void fitsTheScreenAndTheFinger(int width) {
    Page page = open(phone().setViewportSize(width, 740), "/forms/demo");
    picture(page, "form-" + width);
    fitsTheScreen(page);
    send(page).click();
    assertThat(page.locator(".summary")).isFocused();
    picture(page, "errors-" + width);
    fitsTheScreen(page);
  }

  @Test
  void staysInsideThePageOfAnAllowedSite() {
    String email = newPerson();
    BROWSER.site().show(snippet());
    Page page = BROWSER.open(desktop(), BROWSER.site().origin());
    FrameLocator frame = page.frameLocator("iframe");
    assertThat(frame.getByLabel("Work e-mail")).isVisible();
    page.waitForFunction(
        "Math.abs(parseFloat(document.querySelector('iframe').style.height) - 1100) > 1");
    picture(page, "embedded");
    frame.getByLabel("Work e-mail").fill(email);
    frame.getByLabel("Name").fill("Claire Martin");
    frame.getByLabel("Company").fill("Assurance Lyon");
    frame.getByLabel("Country").selectOption("FR");
    frame.getByLabel("You may contact me").check();
    suite.letTimePass();
    frame.locator("button").click();
    assertThat(frame.getByText("We have received your message.")).isVisible();
    assertEquals(1, suite.leadsOf(email).size());
  }

  @Test
  void isNotShownInThePageOfAStranger() {
    try (EmbeddingSite stranger = new EmbeddingSite()) {
      stranger.show(snippet());
      Page page = BROWSER.page(desktop());
      page.waitForConsoleMessage(
          new Page.WaitForConsoleMessageOptions()
              .setPredicate(message -> message.text().contains("frame-ancestors")),
          () -> page.navigate(stranger.origin()));
      assertThat(page.frameLocator("iframe").getByLabel("Work e-mail")).hasCount(0);
    }
  }

  private String snippet() {
    return FormSnippet.of(suite.url(), suite.form());
  }

  @Test
  void speaksTheLanguageOfItsReader() {
    Page page = open(desktop().setLocale("de-AT"), "/forms/demo?utm_campaign=autumn");
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    assertThat(page.locator("h1")).hasText("Mit dem Vertrieb sprechen");
    assertThat(page.getByLabel("Firma")).isVisible();
    assertThat(page.locator("#f-country option[value=AT]")).hasText("Österreich");
    picture(page, "form-german");
    send(page).click();
    assertThat(page.locator(".summary h2")).hasText("Bitte prüfen Sie Ihre Angaben");
    picture(page, "errors-german");
    page.goBack();
    page.getByText("Français").click();
    assertThat(page.locator("h1")).hasText("Parler à un conseiller");
    assertThat(page.locator("input[name=campaign]")).hasValue("autumn");
  }

  static Stream<Browser.NewContextOptions> looks() {
    return Stream.of(
        desktop(),
        desktop().setColorScheme(ColorScheme.DARK),
        phone(),
        phone().setColorScheme(ColorScheme.DARK).setLocale("de-DE"));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void hasNothingThatAxeFindsHardToUse(Browser.NewContextOptions look) {
    String name =
        look.viewportSize.get().width
            + (look.colorScheme == null ? "" : "-dark")
            + "-"
            + look.locale;
    Page page = open(look, "/forms/demo");
    picture(page, "look-" + name);
    assertEquals(List.of(), violations(page));
    send(page).click();
    assertThat(page.locator(".summary")).isFocused();
    picture(page, "look-errors-" + name);
    assertEquals(List.of(), violations(page));
    page.locator("#f-email").fill(newPerson());
    page.locator("#f-name").fill("Claire Martin");
    page.locator("#f-company").fill("Assurance Lyon");
    page.locator("#f-country").selectOption("FR");
    page.locator("#f-consent").check();
    suite.letTimePass();
    send(page).click();
    assertThat(page.locator(".thanks")).isVisible();
    picture(page, "look-thanks-" + name);
    assertEquals(List.of(), violations(page));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsNothingHardToUseInTheSuitesOwnPages(boolean dark) {
    Browser.NewContextOptions look = dark ? desktop().setColorScheme(ColorScheme.DARK) : desktop();
    String email = newPerson();
    Page page = open(look, "/forms/demo");
    fill(page, email);
    send(page).click();
    assertThat(thanks(page)).isVisible();
    suite.awaitSlack();
    for (String path : List.of("/slack", "/")) {
      page.navigate(suite.url() + path);
      picture(page, "pages" + path.replace('/', '-') + (dark ? "-dark" : ""));
      assertEquals(List.of(), violations(page));
    }
    assertThat(page.getByText("Claire Martin").first()).isVisible();
  }

  @Test
  void loadsLittleAndOnlyFromItsOwnOrigin() {
    Page page = BROWSER.page(desktop());
    List<Response> responses = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    page.onResponse(responses::add);
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    loadWhole(page, suite.url() + "/forms/demo");
    int bytes = 0;
    for (Response response : responses) {
      URI uri = URI.create(response.url());
      assertTrue(response.url().startsWith(suite.url() + "/"), uri.getHost());
      bytes += response.body().length + headerBytes(response);
    }
    System.out.println("First view: " + responses.size() + " requests, " + bytes + " bytes");
    assertEquals(4, responses.size(), "page, style, script and icon");
    assertTrue(bytes <= FIRST_VIEW_BYTES_MAX, bytes + " bytes");
    assertEquals(List.of(), complaints);
    assertTrue(
        responses
            .getFirst()
            .headerValue("content-security-policy")
            .startsWith("default-src 'self';"));
  }

  private static int headerBytes(Response response) {
    return response.headersArray().stream()
        .mapToInt(header -> header.name.length() + header.value.length() + 4)
        .sum();
  }
}
